using Crossbar.Compiler.Netlists.Analog.Functions;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Netlists.Layers;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>The files of a network as one analog circuit: amplifiers, layers with a test each, and the network with a calibration image.</summary>
internal sealed class AnalogModel : IModelNetlists
{
    private readonly NetlistHeader _header;
    private readonly CellDesign _cells;
    private readonly CompiledNetwork _network;
    private readonly LayerCircuit[] _layers;
    private readonly int _vectors;
    private readonly int _seed;
    private readonly float[] _image;
    private readonly double[] _codes;
    private readonly float[] _outputs;
    private readonly VoltageScales _plan;
    private readonly AnalogGraph _graph;

    // What straight pieces in place of functions change in the outputs, as a share of the largest.
    private readonly double _straightening;

    /// <summary>Works out what should come out of the network.</summary>
    /// <param name="header">What every file says.</param>
    /// <param name="cells">What the cells are.</param>
    /// <param name="network">The network.</param>
    /// <param name="layers">Its crossbar layers.</param>
    /// <param name="image">The image that the deck of the network is driven with, [C, H, W] flattened.</param>
    /// <param name="vectors">Number of test vectors of a layer.</param>
    /// <param name="seed">The chip's seed.</param>
    /// <exception cref="Diagnostics.CompilationException">A layer cannot be built (CBX0077).</exception>
    public AnalogModel(NetlistHeader header, CellDesign cells, CompiledNetwork network, LayerCircuit[] layers, ReadOnlySpan<float> image, int vectors, int seed)
    {
        foreach (var layer in layers)
            AnalogLayer.Check(layer, cells);
        (_header, _cells, _network, _layers, _vectors, _seed) = (header, cells, network, layers, vectors, seed);
        (_image, _codes) = Quantise(image);
        _graph = new AnalogGraph(network.Design);
        _outputs = Outputs(Design);
        _plan = VoltageScales.Of(_graph, _outputs);
        var straight = _plan.Fits.Where(layer => !layer.Value[0].IsExact).ToDictionary(layer => layer.Key, layer => (_graph.Functions[layer.Key].Input, layer.Value[0]));
        if (straight.Count == 0)
            return;
        var straightened = Outputs(StraightenedNetwork.Of(Design, straight));
        _straightening = _outputs.Select((y, j) => Math.Abs(y - straightened[j])).Max() / _outputs.Max(Math.Abs);
    }

    private NetworkDesign Design => _network.Design;

    /// <inheritdoc/>
    public IEnumerable<NetlistFile> Files(long[] arrayNodes)
    {
        var amplifiers = new NetlistFile(
            new NetlistEntry(AmplifierLibrary.File, NetlistKind.Devices),
            () => new Netlist
            {
                Header = _header.With("Amplifiers and rectifiers of all decks in this folder", []),
                Models = AmplifierLibrary.Models,
                Subcircuits = AmplifierLibrary.Subcircuits,
            });
        var positions = Enumerable.Range(0, Design.Layers.Length).Where(k => Design.Layers[k] is CrossbarConvolution).ToArray();
        var analog = _layers.Select((layer, l) => new AnalogLayer(layer, _plan.Volts[Design.Layers[positions[l]].Inputs[0]], _plan.Volts[positions[l] + 1], _seed)).ToArray();
        var network = new AnalogNetwork(_graph, positions.Zip(analog).ToDictionary(pair => pair.First, pair => pair.Second), _plan);
        var nodes = network.CountNodes(positions.Zip(arrayNodes).ToDictionary(pair => pair.First, pair => pair.Second));
        var model = new NetlistFile(new NetlistEntry(NetlistIndex.ModelDeck, NetlistKind.ModelDeck) { Nodes = nodes }, () => Model(network));
        return [amplifiers, .. Functions(network), .. analog.SelectMany((layer, l) => FilesOf(layer, arrayNodes[l])), model];
    }

    private NetlistFile[] Functions(AnalogNetwork network)
    {
        var functions = network.Functions.ToImmutableArray();
        if (functions.IsEmpty)
            return [];
        var bench = new FunctionBench(functions, _cells.Hardware.InputVoltage);
        return
        [
            new NetlistFile(
                new NetlistEntry(FunctionCircuit.File, NetlistKind.Devices),
                () => new Netlist
                {
                    Header = _header.With("Functions of each element, of straight pieces", [FunctionCircuit.Accuracy]),
                    Subcircuits = [.. functions.Select(function => function.ToSubcircuit())],
                }),
            new NetlistFile(new NetlistEntry(FunctionBench.File, NetlistKind.FunctionDeck) { Nodes = bench.CountNodes() }, () => bench.ToNetlist(_header)),
        ];
    }

    private NetlistFile[] FilesOf(AnalogLayer analog, long arrayNodes)
    {
        var layer = analog.Circuit;
        var entry = new NetlistEntry(layer.Name + ".inc", NetlistKind.Layer) { Layer = layer.Compiled.Layer.Name };
        var deck = entry with
        {
            File = layer.Name + ".cir", Kind = NetlistKind.LayerDeck, Nodes = arrayNodes + analog.CountNodes() + layer.RowCount + (2 * layer.OutputCount),
        };
        return [new NetlistFile(entry, () => Library(analog)), new NetlistFile(deck, () => Bench(analog))];
    }

    private Netlist Library(AnalogLayer analog)
    {
        var layer = analog.Circuit;
        return new Netlist
        {
            Header = _header.With(
                $"layer {layer.Index} '{layer.Compiled.Layer.Name}': one read with transimpedance and summing stages, as a subcircuit",
                [
                    "Port in_r is the layer's row r, y_j its output j, both as voltages.",
                    "Node tT_c_j is the virtual ground of tile T, column j; tT_cv_j its stage's output, and tT_cw_j the same inverted, to be subtracted.",
                    $"{NetlistParameters.SenseOffset} (parameters.inc) times a stage's z is its amplifier's input offset, in volt; expected values are those of an offset of 0.",
                    "Node xtT.t_i_j is the word line of tile T at row i, column j, and xtT.b_i_j its bit line.",
                ]),
            Subcircuits = [analog.ToSubcircuit()],
        };
    }

    private Netlist Bench(AnalogLayer analog)
    {
        var layer = analog.Circuit;
        var inputs = InputCodes.Of(layer.Compiled, _cells.Hardware, 0, layer.RowCount, _vectors, layer.Compiled.Layer.InputRange);
        var dac = Dac.Of(layer.Compiled.Layer.InputRange, layer.Compiled.Layer.DacBits, _cells.Hardware);
        var gain = analog.InputScale * layer.Compiled.Layer.InputRange.Width / _cells.Hardware.InputVoltage;
        // Of each row the signed codes, in which an activation of 0 is none.
        var codes = Array.ConvertAll(inputs.Codes, row => Array.ConvertAll(row, code => (code - dac.ZeroCode) * gain));
        var expected = Enumerable.Range(0, _vectors)
            .Select(v => analog.Expected(Array.ConvertAll(codes, row => row[v] * _cells.Hardware.InputVoltage / inputs.MaxCode))).ToArray();
        var outputs = Enumerable.Range(0, layer.OutputCount).ToArray();
        var test = new TestBench([.. outputs.Select(j => new Probe(ProbeKind.Voltage, new Name("y", j), [.. expected.Select(y => y[j])]))]);
        return new Netlist
        {
            Header = _header.With($"layer {layer.Index} '{layer.Compiled.Layer.Name}': one read as an analog circuit", ["V(y_j) is the layer's output j, V(code_j) what an ADC makes of it."]),
            Includes = [NetlistParameters.File, .. DeviceLibrary.Needed(_cells), AmplifierLibrary.File, .. layer.ArrayFiles, layer.Name + ".inc"],
            Elements =
            [
                .. ArrayNetlists.Selector(_vectors, _cells),
                .. codes.SelectMany((row, r) => ArrayNetlists.Dac(new Name("in", r), row, _cells)),
                new Instance(layer.Name, [.. codes.Select((_, r) => new Name("in", r)), .. outputs.Select(j => new Name("y", j))], layer.Name),
                .. outputs.SelectMany(j => Adc(new Name("y", j), new Name("code", j), layer.Compiled.Layer.AdcBits)),
            ],
            Test = Analog(test with { Vectors = _vectors }),
        };
    }

    private Netlist Model(AnalogNetwork network)
    {
        var last = Design.Layers.Length;
        var first = FirstLayer();
        var dac = Dac.Of(first.InputRange, first.DacBits, _cells.Hardware);
        var gain = _plan.Volts[0] * first.InputRange.Width / _cells.Hardware.InputVoltage;
        var probes = _outputs.Select((y, j) => new Probe(ProbeKind.Voltage, network.NodeOf(last, j), [y * _plan.Volts[last]]));
        return new Netlist
        {
            Header = _header.With(
                "the whole network as an analog circuit, driven by a calibration image",
                [
                    "Nodes v0_e are the image's pixels as the DACs give them, vk_e the elements of what layer k of the network makes.",
                    string.Create(CultureInfo.InvariantCulture, $"An output of 1 is {_plan.Volts[last]:R} V. Outputs as the runtime computes them with ideal converters:"),
                    .. _straightening == 0 ? [] : new[] { Straightening },
                    .. _outputs.Select((y, j) => string.Create(CultureInfo.InvariantCulture, $"{j}: {y:R}")),
                ]),
            Includes =
            [
                NetlistParameters.File, .. DeviceLibrary.Needed(_cells), AmplifierLibrary.File, .. _plan.Fits.IsEmpty ? [] : new[] { FunctionCircuit.File },
                .. _layers.SelectMany(l => l.ArrayFiles), .. _layers.Select(l => l.Name + ".inc"),
            ],
            Elements =
            [
                new VoltageSource("rail_minus", "rail_minus", Name.Ground, $"-{NetlistParameters.AmplifierSwing}"),
                .. _codes.SelectMany((code, e) => ArrayNetlists.Dac(new Name("v0", e), [(code - dac.ZeroCode) * gain], _cells)),
                .. network.Elements(),
                .. _outputs.SelectMany((_, j) => Adc(network.NodeOf(last, j), new Name("code", j), first.AdcBits)),
            ],
            Test = Analog(new TestBench([.. probes])) with { Tolerance = Tolerance.Analog with { Limit = Tolerance.Analog.Limit + _straightening } },
        };
    }

    // Amplifiers settle in a transient analysis too, but from the operating point that they begin with nothing moves.
    private static TestBench Analog(TestBench test) => test with { Tolerance = Tolerance.Analog, HasRectifiers = true };

    // An ADC over both signs of full scale.
    private static IEnumerable<Element> Adc(Name input, Name code, int bits) => bits == 0
        ? []
        :
        [
            new BehaviouralVoltage(code, code, Name.Ground, string.Create(
                CultureInfo.InvariantCulture,
                $"floor(min(max((V({input})+{NetlistParameters.FullScale})*{NetlistParameters.MaxAdcCode}/(2*{NetlistParameters.FullScale}),0),{NetlistParameters.MaxAdcCode})+0.5)")),
        ];

    // The DACs stand at the network's input, with the range of the first layer that reads it.
    private CrossbarConvolution FirstLayer() => Design.Layers.OfType<CrossbarConvolution>().First();

    private (float[] Image, double[] Codes) Quantise(ReadOnlySpan<float> image)
    {
        var first = FirstLayer();
        var dac = Dac.Of(first.InputRange, first.DacBits, _cells.Hardware);
        var codes = new float[image.Length];
        dac.Convert(image, codes);
        return (Array.ConvertAll(codes, code => (float)((code - dac.ZeroCode) * dac.Step)), Array.ConvertAll(codes, code => (double)code));
    }

    private string Straightening => string.Create(
        CultureInfo.InvariantCulture, $"The straight pieces of its functions (functions.inc) make up to {100 * _straightening:G2} % of the largest of these, which is allowed on top.");

    // What the runtime computes without converters between layers, which the analog circuit has none of.
    private float[] Outputs(NetworkDesign design)
    {
        var ideal = design with
        {
            Layers = [.. design.Layers.Select(layer => layer is CrossbarConvolution c ? c with { DacBits = 0, AdcBits = 0 } : layer)],
        };
        var values = new CrossbarNetwork(ideal).Trace(_image);
        return design.Layers[^1] is Softmax softmax ? values[softmax.Inputs[0]] : values[^1];
    }
}
