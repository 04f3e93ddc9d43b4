using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// The whole network as one circuit. Value k of the network (docs/architecture.md) is the nodes vk_0, vk_1 and so on; every window
/// position of a convolution has an instance of the layer, so that an image goes through at once.
/// </summary>
/// <param name="graph">The network on crossbars.</param>
/// <param name="layers">Its crossbar layers as circuits, by position in the network.</param>
/// <param name="plan">What an activation of 1 is in volt, and the pieces of functions.</param>
internal sealed class AnalogNetwork(AnalogGraph graph, IReadOnlyDictionary<int, AnalogLayer> layers, VoltageScales plan)
{
    private readonly AnalogWiring _wiring = new(graph.Design, plan.Volts);
    private readonly ImmutableDictionary<int, ImmutableArray<FunctionCircuit>> _functions =
        plan.Fits.ToImmutableDictionary(layer => layer.Key, layer => FunctionCircuit.Of(graph, layer.Key, layer.Value, plan.Volts));

    private NetworkDesign Design => graph.Design;

    /// <summary>The functions of all layers, in the network's order.</summary>
    public IEnumerable<FunctionCircuit> Functions => _functions.OrderBy(layer => layer.Key).SelectMany(layer => layer.Value);

    /// <summary>The node of an element of a value.</summary>
    public Name NodeOf(int value, int element) => _wiring.NodeOf(value, element);

    /// <summary>All circuits of the network.</summary>
    /// <exception cref="CompilationException">A layer has no circuit (CBX0077).</exception>
    public IEnumerable<Element> Elements()
    {
        for (var k = 0; k < Design.Layers.Length; k++)
        {
            var layer = Design.Layers[k];
            if (!graph.IsNeeded(k + 1))
                continue;
            var circuit = Circuit(k);
            yield return new Remark($"{layer.Name}: {string.Join(", ", graph.InputsOf(k).Select(Design.ShapeOf))} -> {layer.OutputShape}, 1 is {plan.Volts[k + 1].ToString("G6", CultureInfo.InvariantCulture)} V");
            foreach (var element in circuit)
                yield return element;
        }
    }

    /// <summary>Number of nodes.</summary>
    /// <param name="arrayNodes">Number of nodes of the arrays of each crossbar layer, by position in the network.</param>
    public long CountNodes(IReadOnlyDictionary<int, long> arrayNodes)
    {
        long nodes = Design.InputShape.Length;
        for (var k = 0; k < Design.Layers.Length; k++)
        {
            if (layers.TryGetValue(k, out var analog))
            {
                nodes += (analog.Circuit.Compiled.Layer.Reads * (analog.CountNodes() + arrayNodes[k])) + Design.Layers[k].OutputShape.Length;
                continue;
            }

            if (!graph.IsNeeded(k + 1))
                continue;
            var own = _functions.TryGetValue(k, out var functions) ? functions.ToDictionary(f => f.SubcircuitName, f => f.CountNodes()) : [];
            foreach (var element in Circuit(k))
            {
                nodes += element switch
                {
                    Instance { Subcircuit: AmplifierLibrary.Peak } => AmplifierLibrary.PeakNodes,
                    Instance { Subcircuit: AmplifierLibrary.Amplifier } => AmplifierLibrary.AmplifierNodes + 2,
                    Instance other => 1 + (own.TryGetValue(other.Subcircuit, out var inside) ? inside : AmplifierLibrary.NodesIn(other.Subcircuit)),
                    VoltageSource => 1,
                    _ => 0,
                };
            }
        }

        return nodes;
    }

    private IEnumerable<Element> Circuit(int k) => Design.Layers[k] switch
    {
        CrossbarConvolution => Reads(k),
        Relu => Each(k, (name, e) => [new Instance(name, [NodeOf(Design.Layers[k].Inputs[0], e), NodeOf(k + 1, e)], AmplifierLibrary.Rectifier)]),
        Add add => Each(k, (name, e) => Sum(name, add, k, e)),
        ScaleShift scale => Each(k, (name, e) => Scaled(name, scale, k, e)),
        MaxPool pool => Pooled(k, pool.Window, (name, taps, _, output) => Maximum(name, taps, output)),
        AveragePool pool => Pooled(k, pool.Window, (name, taps, padded, output) => Mean(name, taps, pool.CountPadding ? padded : 0, output)),
        Constant constant => Each(k, (name, e) => [Source(name, k, e, constant.Values[e])]),
        Rearrangement { Fill: not 0 } moved => Each(k, (name, e) => AnalogWiring.SourceOf(moved, e) == Rearrangement.Outside ? [Source(name, k, e, moved.Fill)] : []),
        Concat joined => Each(k, (name, e) => Joined(name, joined, k, e)),
        Reshape or Rearrangement => [],
        Softmax when k == Design.Layers.Length - 1 => [],
        _ when _functions.TryGetValue(k, out var functions) => Each(k, (name, e) => [Function(name, functions, k, e)]),
        var other => throw new CompilationException(
            Descriptors.NoAnalogCircuit, null, other.Name,
            $"there is no circuit for {other.OperatorName}{(other is Softmax ? " in the middle of a network" : "")}. Write netlists with Peripherals=Ideal."),
    };

    private IEnumerable<Element> Reads(int k)
    {
        var unrolled = layers[k].Circuit.Compiled.Unrolled;
        var (window, input, output) = (unrolled.Source.Window, unrolled.InputShape, unrolled.Source.OutputShape);
        var positions = output.Length / unrolled.Source.Outputs;
        for (var p = 0; p < positions; p++)
        {
            var nodes = new Name[layers[k].Circuit.RowCount + unrolled.Source.Outputs];
            for (var r = 0; r < layers[k].Circuit.RowCount; r++)
            {
                var (y, x) = Pixel(window, output, p, r % window.Taps);
                var inside = (uint)y < (uint)input.Height && (uint)x < (uint)input.Width;
                nodes[r] = inside ? NodeOf(Design.Layers[k].Inputs[0], (((r / window.Taps * input.Height) + y) * input.Width) + x) : Name.Ground;
            }

            for (var o = 0; o < unrolled.Source.Outputs; o++)
                nodes[layers[k].Circuit.RowCount + o] = NodeOf(k + 1, (o * positions) + p);
            yield return new Instance(new Name(layers[k].Circuit.Name + "_read", p), nodes, layers[k].Circuit.Name);
        }
    }

    private IEnumerable<Element> Each(int k, Func<Name, int, IEnumerable<Element>> circuit) =>
        Enumerable.Range(0, Design.Layers[k].OutputShape.Length).SelectMany(e => circuit(new Name(Prefix(k), e), e));

    private IEnumerable<Element> Sum(Name name, Add add, int k, int e)
    {
        var negative = name with { Word = name.Word + "_negative" };
        var terms = add.Inputs.Select(input => (NodeOf(input, e), plan.Volts[k + 1] / plan.Volts[input]));
        return AmplifierStage.InvertingSum(negative, terms, negative).Concat(AmplifierStage.InvertingSum(name, [(negative, 1)], NodeOf(k + 1, e)));
    }

    // The same elements under other scales are amplified, the others are wires.
    private IEnumerable<Element> Joined(Name name, Concat layer, int k, int e)
    {
        var (input, part) = _wiring.PartOf(layer, e);
        var negative = name with { Word = name.Word + "_negative" };
        return plan.Volts[input] == plan.Volts[k + 1]
            ? []
            : AmplifierStage.InvertingSum(negative, [(NodeOf(input, part), plan.Volts[k + 1] / plan.Volts[input])], negative)
                .Concat(AmplifierStage.InvertingSum(name, [(negative, 1)], NodeOf(k + 1, e)));
    }

    private VoltageSource Source(Name name, int k, int e, float value) => new(name, NodeOf(k + 1, e), Name.Ground, value * plan.Volts[k + 1]);

    private Instance Function(Name name, ImmutableArray<FunctionCircuit> functions, int k, int e) =>
        new(name, [NodeOf(graph.Functions[k].Input, e), NodeOf(k + 1, e)], functions[graph.Functions[k].IndexOf(e)].SubcircuitName);

    // Batch normalisation: an amplifier whose gain is the channel's scale, and a source for its shift.
    private IEnumerable<Element> Scaled(Name name, ScaleShift layer, int k, int e)
    {
        var channel = e / (layer.OutputShape.Length / layer.OutputShape.Channels);
        var gain = layer.Scale[layer.Scale.Length == 1 ? 0 : channel] * plan.Volts[k + 1] / plan.Volts[layer.Inputs[0]];
        var shift = layer.Shift[layer.Shift.Length == 1 ? 0 : channel] * plan.Volts[k + 1];
        var input = NodeOf(layer.Inputs[0], e);
        var source = name with { Word = name.Word + "_shift" };
        yield return new VoltageSource(source, source, Name.Ground, -shift);
        if (gain > 0)
        {
            var negative = name with { Word = name.Word + "_negative" };
            foreach (var element in AmplifierStage.InvertingSum(negative, [(input, 1)], negative))
                yield return element;
            input = negative;
        }

        foreach (var element in AmplifierStage.InvertingSum(name, [(input, Math.Abs(gain)), (source, 1)], NodeOf(k + 1, e)))
            yield return element;
    }

    private IEnumerable<Element> Pooled(int k, WindowGeometry window, Func<Name, IReadOnlyList<Name>, int, Name, IEnumerable<Element>> circuit)
    {
        var from = Design.Layers[k].Inputs[0];
        var (input, output) = (Design.ShapeOf(from), Design.Layers[k].OutputShape);
        var positions = output.Height * output.Width;
        return Each(k, (name, e) =>
        {
            var nodes = new List<Name>();
            var padded = 0;
            for (var tap = 0; tap < window.Taps; tap++)
            {
                var (y, x) = Pixel(window, output, e % positions, tap);
                if ((uint)y < (uint)input.Height && (uint)x < (uint)input.Width)
                    nodes.Add(NodeOf(from, (((e / positions * input.Height) + y) * input.Width) + x));
                else if (y < input.Height + window.PadBottom && x < input.Width + window.PadRight)
                    padded++;
            }

            return circuit(name, nodes, padded, NodeOf(k + 1, e));
        });
    }

    // Where a tap of the window lies at a position of the output; outside the image in the padding.
    private static (int Y, int X) Pixel(WindowGeometry window, TensorShape output, int position, int tap) => (
        (position / output.Width * window.StrideY) - window.PadTop + (tap / window.KernelWidth * window.DilationY),
        (position % output.Width * window.StrideX) - window.PadLeft + (tap % window.KernelWidth * window.DilationX));

    // Diodes or their inputs' maximum together; a resistor to the negative rail pulls it down to negative ones.
    private static IEnumerable<Element> Maximum(Name name, IReadOnlyList<Name> taps, Name output)
    {
        var node = name with { Word = name.Word + "_max" };
        for (var t = 0; t < taps.Count; t++)
            yield return new Instance(new Name($"{name}_tap", t), [taps[t], node], AmplifierLibrary.Peak);
        yield return new Resistor(name, node, "rail_minus", AmplifierLibrary.Unit);
        yield return AmplifierStage.Follower(name, node, output);
    }

    // Equal resistors into one node that nothing loads.
    private static IEnumerable<Element> Mean(Name name, IReadOnlyList<Name> taps, int zeros, Name output)
    {
        var node = name with { Word = name.Word + "_mean" };
        for (var t = 0; t < taps.Count; t++)
            yield return new Resistor(new Name($"{name}_tap", t), taps[t], node, AmplifierLibrary.Unit);
        if (zeros > 0)
            yield return new Resistor(new Name($"{name}_padding"), node, Name.Ground, AmplifierLibrary.Unit / zeros);
        yield return AmplifierStage.Follower(name, node, output);
    }

    private static string Prefix(int k) => string.Create(CultureInfo.InvariantCulture, $"n{k}");
}
