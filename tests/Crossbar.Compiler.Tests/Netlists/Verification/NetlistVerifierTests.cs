using System.Security.Cryptography;
using Crossbar.Compiler.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists.Verification;

public sealed class NetlistVerifierTests : IDisposable
{
    private const string Deck = "layer00_tile000.cir";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_netlists_is_reported()
    {
        Fails(Descriptors.NoNetlists, _folder.Path);
        Fails(Descriptors.NoNetlists, _folder["nowhere"]);
        File.WriteAllText(_folder[NetlistIndex.File], "mine\n");
        Fails(Descriptors.NoNetlists, _folder.Path);
    }

    [Fact]
    public void A_changed_and_a_missing_file_are_reported()
    {
        Write(NetlistDialect.Ngspice);
        File.AppendAllText(_folder[NetlistParameters.File], ".param rword=2\n");
        Fails(Descriptors.NetlistChanged, _folder.Path);
        Write(NetlistDialect.Ngspice);
        File.Delete(_folder[Deck]);
        Fails(Descriptors.NetlistMissing, _folder.Path);
    }

    [Fact]
    public void Netlists_for_another_simulator_are_not_verified()
    {
        Write(NetlistDialect.Xyce);
        Fails(Descriptors.NetlistDialectUnverified, _folder.Path);
    }

    [Fact]
    public void A_missing_simulator_is_reported()
    {
        Write(NetlistDialect.Ngspice);
        Fails(Descriptors.NgspiceMissing, _folder.Path, "no-such-ngspice");
    }

    [NgspiceFact]
    public void A_deck_that_expects_something_else_differs_and_one_that_is_no_circuit_fails()
    {
        Write(NetlistDialect.Ngspice);
        Change("DC {", "DC {1.0001*");
        var diagnostics = new DiagnosticBag();
        var row = Assert.Single(NetlistVerifier.Verify(_folder.Path, "ngspice", null, 60, diagnostics));
        Assert.Equal("differs", row.Result);
        Assert.InRange(row.Difference!.Value, 0.99e-4, 1.01e-4);
        Reported.Only(Descriptors.NetlistDiffers, diagnostics.All);

        Change("Xlayer00_tile000", "Qlayer00_tile000");
        diagnostics = new DiagnosticBag();
        Assert.Equal("failed", Assert.Single(NetlistVerifier.Verify(_folder.Path, "ngspice", null, 60, diagnostics)).Result);
        Reported.Only(Descriptors.SimulationFailed, diagnostics.All);
    }

    [NgspiceFact]
    public void A_users_ngspice_settings_have_no_say()
    {
        Write(NetlistDialect.Ngspice);
        File.WriteAllText(_folder[".spiceinit"], "quit\n");
        var diagnostics = new DiagnosticBag();
        Assert.Equal("ok", Assert.Single(NetlistVerifier.Verify(_folder.Path, "ngspice", null, 60, diagnostics)).Result);
        Assert.Empty(diagnostics.All);
    }

    // Decks with includes are whole ones, and the sampled corner is a deck of its own.
    [UnixFact]
    public void A_deck_that_is_not_done_in_time_is_solved_whole_and_sampled()
    {
        Write(NetlistDialect.Ngspice);
        var program = ScriptedNgspice.Write(
            _folder, "grep -q '^.include' \"$deck\" && exec sleep 100\ngrep -q expect \"$deck\" || echo 'v(probe) = 0'\nsed -n 's/^[*] expect //p' \"$deck\"");
        var diagnostics = new DiagnosticBag();
        var row = Assert.Single(NetlistVerifier.Verify(_folder.Path, program, null, 2, diagnostics));
        Assert.Empty(diagnostics.All);
        Assert.Equal("sampled 5x4 of 5x4: not done after 2 s", row.Result);
        Assert.Equal(0, row.Difference);
    }

    // Somebody who also mends the index.
    private void Change(string from, string to)
    {
        var path = _folder[Deck];
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        var index = NetlistIndex.Read(_folder.Path)!;
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(
            _folder[NetlistIndex.File],
            (index with { Entries = [.. index.Entries.Select(e => e.File == Deck ? e with { Hash = hash } : e)] }).Write("Test.onnx"));
    }

    private void Write(NetlistDialect dialect)
    {
        var array = ArrayFactory.Random(5, 4, ArrayResistances.Default, seed: 2);
        ArrayFolder.Write(_folder.Path, ArrayFactory.Cells(array), dialect, array);
    }

    private static void Fails(DiagnosticDescriptor expected, string directory, string program = "ngspice") =>
        Reported.Only(expected, () => NetlistVerifier.Verify(directory, program, null, 60, new DiagnosticBag()));
}
