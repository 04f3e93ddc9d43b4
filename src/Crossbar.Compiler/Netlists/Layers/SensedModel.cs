using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Netlists.Layers;

/// <summary>The files of all layers with ideal peripherals, and the deck in which each of them is read once.</summary>
internal sealed class SensedModel : IModelNetlists
{
    private readonly NetlistHeader _header;
    private readonly CellDesign _cells;
    private readonly LayerCircuit[] _layers;
    private readonly int _vectors;
    private readonly SensedLayer[] _circuits;
    private readonly (double[][] Codes, ImmutableArray<Probe> Probes)[] _tests;

    /// <summary>Works out what should come out of every layer.</summary>
    /// <param name="header">What every file says.</param>
    /// <param name="cells">What the cells are.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="vectors">Number of test vectors.</param>
    public SensedModel(NetlistHeader header, CellDesign cells, LayerCircuit[] layers, int vectors)
    {
        (_header, _cells, _layers, _vectors) = (header, cells, layers, vectors);
        _circuits = Array.ConvertAll(layers, layer => new SensedLayer(layer, cells, vectors));
        _tests = new (double[][] Codes, ImmutableArray<Probe> Probes)[layers.Length];
        ParallelFailures.Run(layers.Length, l => _tests[l] = _circuits[l].Test());
    }

    /// <inheritdoc/>
    public IEnumerable<NetlistFile> Files(long[] arrayNodes)
    {
        var nodes = _circuits.Select((circuit, l) => circuit.CountNodes(arrayNodes[l])).ToArray();
        return [.. _layers.SelectMany((layer, l) => FilesOf(l, nodes[l])), ModelFile(nodes.Sum())];
    }

    private NetlistFile[] FilesOf(int l, long nodes)
    {
        var entry = new NetlistEntry(_layers[l].Name + ".inc", NetlistKind.Layer) { Layer = _layers[l].Compiled.Layer.Name };
        var deck = entry with { File = _layers[l].Name + ".cir", Kind = NetlistKind.LayerDeck, Nodes = nodes };
        return [new NetlistFile(entry, () => _circuits[l].Library(_header)), new NetlistFile(deck, () => _circuits[l].Bench(_header, _tests[l]))];
    }

    private NetlistFile ModelFile(long nodes) =>
        new(new NetlistEntry(NetlistIndex.ModelDeck, NetlistKind.ModelDeck) { Nodes = nodes }, Model);

    private Netlist Model()
    {
        var elements = _circuits.SelectMany((circuit, l) => circuit.Drive(Prefix(l), _tests[l].Codes));
        var probes = _tests.SelectMany((test, l) => test.Probes.Select(p => p with { Name = p.Name with { Word = Prefix(l) + p.Name.Word } }));
        return new Netlist
        {
            Header = _header.With(
                "one read of every layer, each with its own test vectors",
                [
                    "Names that begin with lL are those of layer L: lL_in_r is its row r, lL_i_t_j the current of its tile t, output j (1 V for 1 A).",
                    "Node xlayerL.xtT.t_i_j is the word line of layer L, tile T at row i, column j, and b_i_j its bit line.",
                ]),
            Includes = [NetlistParameters.File, .. DeviceLibrary.Needed(_cells), .. _layers.SelectMany(l => l.ArrayFiles), .. _layers.Select(l => l.Name + ".inc")],
            Elements = ArrayNetlists.Selector(_vectors, _cells).Concat(elements),
            Test = new TestBench([.. probes]).For(_cells, _vectors).OfDifferences(),
        };
    }

    private static string Prefix(int layer) => string.Create(CultureInfo.InvariantCulture, $"l{layer:D2}_");
}
