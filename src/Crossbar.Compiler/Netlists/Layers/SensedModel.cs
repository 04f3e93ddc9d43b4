using System.Collections.Immutable;
using System.Globalization;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Layers;

/// <summary>The files of all layers with ideal peripherals, and the deck in which each of them is read once.</summary>
internal static class SensedModel
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Receives the files.</param>
    /// <param name="header">What every file says.</param>
    /// <param name="cells">What the cells are.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="arrayNodes">Number of nodes of each layer's arrays.</param>
    public static IEnumerable<NetlistEntry> Write(NetlistFolder folder, NetlistHeader header, CellDesign cells, LayerCircuit[] layers, long[] arrayNodes)
    {
        var circuits = layers.Select(layer => new SensedLayer(layer, cells)).ToArray();
        var tests = new (double[] Codes, ImmutableArray<Probe> Probes)[circuits.Length];
        var entries = new NetlistEntry[circuits.Length][];
        ParallelFailures.Run(circuits.Length, l =>
        {
            tests[l] = circuits[l].Test();
            var entry = new NetlistEntry(layers[l].Name + ".inc", NetlistKind.Layer) { Layer = layers[l].Compiled.Layer.Name };
            var deck = entry with { File = layers[l].Name + ".cir", Kind = NetlistKind.LayerDeck, Nodes = circuits[l].CountNodes(arrayNodes[l]) };
            entries[l] = [folder.Add(entry, circuits[l].Library(header)), folder.Add(deck, circuits[l].Bench(header, tests[l]))];
        });
        return [.. entries.SelectMany(e => e), WriteModel(folder, header, cells, layers, circuits, tests, entries.Sum(e => e[1].Nodes))];
    }

    private static NetlistEntry WriteModel(
        NetlistFolder folder, NetlistHeader header, CellDesign cells, LayerCircuit[] layers, SensedLayer[] circuits,
        (double[] Codes, ImmutableArray<Probe> Probes)[] tests, long nodes)
    {
        var elements = circuits.SelectMany((circuit, l) => circuit.Drive(Prefix(l), tests[l].Codes));
        var probes = tests.SelectMany((test, l) => test.Probes.Select(p => p with { Name = p.Name with { Word = Prefix(l) + p.Name.Word } }));
        return folder.Add(
            new NetlistEntry(NetlistWriter.ModelDeck, NetlistKind.ModelDeck) { Nodes = nodes },
            new Netlist
            {
                Header = header.With(
                    "one read of every layer, each with its own test vector",
                    [
                        "Names that begin with lL are those of layer L: lL_in_r is its row r, lL_i_t_j the current of its tile t, output j (1 V for 1 A).",
                        "Node xlayerL.xtT.t_i_j is the word line of layer L, tile T at row i, column j, and b_i_j its bit line.",
                    ]),
                Includes = [NetlistParameters.File, .. DeviceLibrary.Needed(cells), .. layers.SelectMany(l => l.ArrayFiles), .. layers.Select(l => l.Name + ".inc")],
                Elements = elements,
                Test = new TestBench([.. probes]).For(cells),
            });
    }

    private static string Prefix(int layer) => string.Create(CultureInfo.InvariantCulture, $"l{layer:D2}_");
}
