using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// The whole network as one circuit. Value k of the network (docs/architecture.md) is the nodes vk_0, vk_1 and so on; every window
/// position of a convolution has an instance of the layer, so that an image goes through at once.
/// </summary>
/// <param name="design">The network on crossbars.</param>
/// <param name="layers">Its crossbar layers as circuits, by position in the network.</param>
/// <param name="scales">What an activation of 1 is in volt, value by value.</param>
internal sealed class AnalogNetwork(NetworkDesign design, IReadOnlyDictionary<int, AnalogLayer> layers, double[] scales)
{
    /// <summary>The node of an element of a value.</summary>
    public Name NodeOf(int value, int element)
    {
        // A reshape is no circuit, and a softmax comes after the converters.
        while (value > 0 && design.Layers[value - 1] is Reshape or Softmax)
            value = design.Layers[value - 1].Inputs[0];
        return new Name(string.Create(CultureInfo.InvariantCulture, $"v{value}"), element);
    }

    /// <summary>All circuits of the network.</summary>
    /// <exception cref="CompilationException">A layer has no circuit (CBX0077).</exception>
    public IEnumerable<Element> Elements()
    {
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            var circuit = Circuit(k);
            yield return new Remark($"{layer.Name}: {design.ShapeOf(layer.Inputs[0])} -> {layer.OutputShape}, 1 is {scales[k + 1].ToString("G6", CultureInfo.InvariantCulture)} V");
            foreach (var element in circuit)
                yield return element;
        }
    }

    /// <summary>Number of nodes.</summary>
    /// <param name="arrayNodes">Number of nodes of the arrays of each crossbar layer, by position in the network.</param>
    public long CountNodes(IReadOnlyDictionary<int, long> arrayNodes)
    {
        long nodes = design.InputShape.Length;
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (layers.TryGetValue(k, out var analog))
            {
                nodes += (analog.Circuit.Compiled.Layer.Reads * (analog.CountNodes() + arrayNodes[k])) + design.Layers[k].OutputShape.Length;
                continue;
            }

            foreach (var element in Circuit(k))
            {
                nodes += element is Instance instance
                    ? instance.Subcircuit switch
                    {
                        AmplifierLibrary.Rectifier => AmplifierLibrary.PeakNodes + AmplifierLibrary.AmplifierNodes + 2,
                        AmplifierLibrary.Peak => AmplifierLibrary.PeakNodes,
                        _ => AmplifierLibrary.AmplifierNodes + 2,
                    }
                    : 0;
            }
        }

        return nodes;
    }

    private IEnumerable<Element> Circuit(int k) => design.Layers[k] switch
    {
        CrossbarConvolution => Reads(k),
        Relu => Each(k, (name, e) => [new Instance(name, [NodeOf(design.Layers[k].Inputs[0], e), NodeOf(k + 1, e)], AmplifierLibrary.Rectifier)]),
        Add add => Each(k, (name, e) => Sum(name, add, k, e)),
        ScaleShift scale => Each(k, (name, e) => Scaled(name, scale, k, e)),
        MaxPool pool => Pooled(k, pool.Window, (name, taps, _, output) => Maximum(name, taps, output)),
        AveragePool pool => Pooled(k, pool.Window, (name, taps, padded, output) => Mean(name, taps, pool.CountPadding ? padded : 0, output)),
        Reshape => [],
        Softmax when k == design.Layers.Length - 1 => [],
        var other => throw new CompilationException(
            Descriptors.NoAnalogCircuit, null, other.Name, $"there is no circuit for {other.OperatorName} in the middle of a network. Write netlists with Peripherals=Ideal."),
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
                nodes[r] = inside ? NodeOf(design.Layers[k].Inputs[0], (((r / window.Taps * input.Height) + y) * input.Width) + x) : Name.Ground;
            }

            for (var o = 0; o < unrolled.Source.Outputs; o++)
                nodes[layers[k].Circuit.RowCount + o] = NodeOf(k + 1, (o * positions) + p);
            yield return new Instance(new Name(layers[k].Circuit.Name + "_read", p), nodes, layers[k].Circuit.Name);
        }
    }

    private IEnumerable<Element> Each(int k, Func<Name, int, IEnumerable<Element>> circuit) =>
        Enumerable.Range(0, design.Layers[k].OutputShape.Length).SelectMany(e => circuit(new Name(Prefix(k), e), e));

    private IEnumerable<Element> Sum(Name name, Add add, int k, int e)
    {
        var negative = name with { Word = name.Word + "_negative" };
        var terms = add.Inputs.Select(input => (NodeOf(input, e), scales[k + 1] / scales[input]));
        return AmplifierStage.InvertingSum(negative, terms, negative).Concat(AmplifierStage.InvertingSum(name, [(negative, 1)], NodeOf(k + 1, e)));
    }

    // Batch normalisation: an amplifier whose gain is the channel's scale, and a source for its shift.
    private IEnumerable<Element> Scaled(Name name, ScaleShift layer, int k, int e)
    {
        var channel = e / (layer.OutputShape.Length / layer.OutputShape.Channels);
        var gain = layer.Scale[layer.Scale.Length == 1 ? 0 : channel] * scales[k + 1] / scales[layer.Inputs[0]];
        var shift = layer.Shift[layer.Shift.Length == 1 ? 0 : channel] * scales[k + 1];
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
        var from = design.Layers[k].Inputs[0];
        var (input, output) = (design.ShapeOf(from), design.Layers[k].OutputShape);
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
