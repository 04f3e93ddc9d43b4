using Crossbar.Compiler.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Netlists.Verification;

/// <summary>Whether ngspice is asked for KLU where its build has it: programs that answer as builds with and without do.</summary>
public sealed class NgspiceKluTests : IDisposable
{
    private const string Deck = "* a title\nR1 a 0 1\n.end\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void A_build_that_says_it_uses_KLU_is_asked_for_it_in_every_deck()
    {
        var ngspice = new Ngspice(Program("Using KLU as Direct Linear Solver"), TimeSpan.FromMinutes(1));
        Assert.True(ngspice.HasKlu);
        // The title stays first.
        Assert.Equal(["* a title", ".options klu", "R1 a 0 1", ".end"], Received(ngspice));
    }

    [UnixTheory]
    [InlineData("Using SPARSE 1.3 as Direct Linear Solver")]
    [InlineData("Warning: unknown option klu, ignored")]
    public void A_build_without_it_gets_decks_as_they_are(string message)
    {
        var ngspice = new Ngspice(Program(message), TimeSpan.FromMinutes(1));
        Assert.False(ngspice.HasKlu);
        Assert.Equal(["* a title", "R1 a 0 1", ".end"], Received(ngspice));
    }

    private string[] Received(Ngspice ngspice)
    {
        Assert.Equal(("v(a)", 2.5), Assert.Single(ngspice.Run(Deck, _folder.Path).Values));
        return File.ReadAllLines(_folder["deck"]);
    }

    // Keeps what it is given and answers with its message where it is asked for KLU.
    private string Program(string message) => ScriptedNgspice.Write(
        _folder, $"cp \"$deck\" '{_folder.Path}/deck'\ngrep -q '^.options klu' \"$deck\" && echo '{message}' >&2\necho 'v(a) = 2.5'");
}
