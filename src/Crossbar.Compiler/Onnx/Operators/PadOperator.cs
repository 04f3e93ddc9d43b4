using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Pad (opsets 2 to 25; widths and value are attributes before 11 and constant inputs since, axes since 18, wrap since 19). Negative
/// widths cut off.
/// </summary>
internal static class PadOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var pads = node.Integers("pads", 1) ?? throw new NodeException("It has no pads. Export the model again.");
        var axes = node.HasInput(3) ? node.Integers(3, "axes").Values.Select(a => Axis.Resolve(a, x.Rank)).ToArray() : [.. Enumerable.Range(0, x.Rank)];
        if (pads.Length != 2 * axes.Length)
            throw new NodeException($"pads has {pads.Length} numbers for {axes.Length} dimensions. Export the model again.");
        var mode = node.Attributes.Text("mode", "constant");
        var indices = LayerComposer.AllIndices(x).ToArray();
        for (var k = 0; k < axes.Length; k++)
        {
            var (begin, end, size) = (pads[k], pads[axes.Length + k], x.Dimensions[axes[k]]);
            if (begin == 0 && end == 0)
                continue;
            x.CheckFree(axes[k]);
            if (!IsWidth(begin) || !IsWidth(end) || size + begin + end < 1)
                throw new NodeException($"It pads {size} pixels by {begin} and {end}. Export the model again.");
            indices[axes[k]] = [.. Enumerable.Range(0, (int)(size + begin + end)).Select(i => Source((int)(i - begin), size, mode))];
        }

        node.Return(node.Layers.Choose(x, [.. indices], mode == "constant" ? Fill(node, x) : 0));
    }

    private static bool IsWidth(long pixels) => pixels is >= -SlidingWindow.MaxSize and <= SlidingWindow.MaxSize;

    private static float Fill(NodeImport node, Activation x)
    {
        var value = node.Number("value", 2, 0);
        // Constants of integers are moved by stand-ins, among which a value has none.
        return x.IsInteger && node.Value(0) is ConstantValue
            ? throw new NodeException("It pads a constant of integers. Let the exporter fold constants (onnxsim).")
            : value;
    }

    private static int Source(int place, int size, string mode)
    {
        if (place >= 0 && place < size)
            return place;
        return mode switch
        {
            "constant" => Rearrangement.Outside,
            "edge" => Math.Clamp(place, 0, size - 1),
            "wrap" => ((place % size) + size) % size,
            "reflect" => Reflect(place, size),
            _ => throw new NodeException($"mode is '{mode}'; constant, reflect, edge and wrap exist."),
        };
    }

    // The edge itself is not repeated.
    private static int Reflect(int place, int size)
    {
        if (size == 1)
            return 0;
        var period = 2 * (size - 1);
        var within = ((place % period) + period) % period;
        return within < size ? within : period - within;
    }
}
