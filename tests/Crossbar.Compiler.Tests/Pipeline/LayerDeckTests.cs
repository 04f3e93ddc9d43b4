using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>The chain from .onnx to currents: decks that a compile writes, run by stock ngspice.</summary>
public sealed class LayerDeckTests
{
    private const int DecksALayer = 3;

    [NgspiceFact]
    public void Decks_of_every_layer_of_the_MNIST_network_give_the_expected_currents() => AssertDecksAgree();

    [NgspiceFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void They_do_so_with_access_transistors_and_unequal_resistances_and_programming_errors() => AssertDecksAgree(
        ("WireResistance", "2.5"), ("InputResistance", "40"), ("OutputResistance", "7"), ("AccessResistance", "1500"), ("ProgrammingSigma", "4e-7"));

    [NgspiceFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void They_do_so_where_the_offset_is_subtracted_digitally_and_nothing_is_converted() =>
        AssertDecksAgree(("OffsetSubtraction", "Digital"), ("Conversion", "None"), ("WireResistance", "10"));

    [NgspiceFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void They_do_so_with_wires_of_rows_and_columns_apart_and_connected_at_both_ends() => AssertDecksAgree(
        ("RowWireResistance", "2.5"), ("ColumnWireResistance", "6"), ("InputResistance", "40"), ("OutputResistance", "0"), ("DriveEnds", "Both"), ("SenseEnds", "Both"));

    // As-built converters: rows with the levels of their own DACs, codes by the levels of each column's own ADC.
    [NgspiceFact]
    public void They_do_so_with_converters_as_built() =>
        AssertDecksAgree(layers: 2, [("OutputName", "/conv2/Conv_output_0"), .. AsBuilt]);

    [NgspiceFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void So_do_those_of_every_layer() => AssertDecksAgree(AsBuilt);

    private static (string, string)[] AsBuilt { get; } =
    [
        ("DacOffsetSigma", "0.8"), ("DacGainSigma", "0.01"), ("DacInlSigma", "0.5"), ("DacDnlSigma", "0.3"),
        ("AdcOffsetSigma", "2"), ("AdcGainSigma", "0.02"), ("AdcInlSigma", "1"), ("AdcDnlSigma", "0.6"),
    ];

    [NgspiceFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void They_do_so_with_neurons_as_built() => AssertDecksAgree(
        ("InputEncoding", "Spikes"), ("DacBits", "6"), ("AdcBits", "6"), ("Mapping", "Differential"), ("DacGainSigma", "0.02"), ("AdcOffsetSigma", "0.5"), ("AdcGainSigma", "0.05"));

    // Most arrays of this network are equal in kind: of each layer the first, middle and last are kept.
    private static void AssertDecksAgree(params (string Name, string Value)[] metadata) => AssertDecksAgree(layers: 4, metadata);

    private static void AssertDecksAgree(int layers, (string Name, string Value)[] metadata)
    {
        using var folder = new TemporaryFolder();
        var request = new CompilationRequest(
            Repository.At("samples", "Mnist", "Mnist.onnx"), [("MaxRows", "32"), ("MaxColumns", "16"), .. metadata], null, null);
        ModelCompiler.Compile(request, folder.Path, new DiagnosticBag());
        var netlists = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "netlists")));
        var header = File.ReadAllText(Path.Combine(netlists, "parameters.inc"));
        Assert.Matches(@"(?m)^\* WireResistance = \S+ ohm$", header);
        Assert.DoesNotMatch(@"(?m)^\* \w+ = *(ohm)?$", header);
        var index = NetlistIndex.Read(netlists)!;
        var kept = new List<NetlistEntry> { index.Entries[0] };
        foreach (var layer in index.Entries.Where(e => e.Kind == NetlistKind.ArrayDeck).GroupBy(e => e.Layer))
        {
            var decks = layer.ToArray();
            foreach (var deck in Enumerable.Range(0, DecksALayer).Select(k => decks[k * (decks.Length - 1) / (DecksALayer - 1)]).Distinct())
                kept.AddRange(index.Entries.Where(e => Path.GetFileNameWithoutExtension(e.File) == Path.GetFileNameWithoutExtension(deck.File)));
        }

        kept.AddRange(index.Entries.Where(e => e.File is "layer00.inc" or "layer00.cir"));
        File.WriteAllText(Path.Combine(netlists, NetlistIndex.File), (index with { Entries = [.. kept] }).Write("Mnist.onnx"));
        var rows = ArrayFolder.Verify(netlists);
        Assert.Equal(layers, rows.Select(row => row.Deck[..7]).Distinct().Count());
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
        foreach (var row in rows.Where(row => row.Deck.Contains("tile", StringComparison.Ordinal)))
        {
            var expected = DeckExpectations.Read(File.ReadAllText(Path.Combine(netlists, row.Deck)));
            Assert.InRange(expected.Values.Length, 1, 2 * 16);
            Assert.True(expected.Values.Max(v => v.Value) > 1e-7, $"{row.Deck} has no current worth the name.");
            Assert.Equal(1e-9, expected.Tolerance.Limit);
        }
    }
}
