using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>
/// Computes a node of which all inputs are constants: it is imported into a graph of its own, and the very code that
/// runs networks runs that graph.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>Replaces the activations among a node's results by constants.</summary>
    /// <param name="layers">The graph that the node was imported into.</param>
    /// <param name="results">The node's results.</param>
    /// <param name="pool">What the elements stand for where they are whole numbers that the node only moves.</param>
    /// <exception cref="NodeException">A whole number is too large to be computed exactly.</exception>
    public static ImmutableArray<GraphValue?> Run(LayerGraph layers, IEnumerable<GraphValue?> results, ElementPool? pool)
    {
        Lazy<Dictionary<LayerNode, float[]>> values = new(() => Compute(layers));
        return [.. results.Select(r => r is Activation activation ? new ConstantValue(Tensor(activation, values.Value[activation.Source!], pool)) : r)];
    }

    private static Dictionary<LayerNode, float[]> Compute(LayerGraph layers)
    {
        var numbers = layers.Nodes.Select((node, k) => (node, k)).ToDictionary(p => p.node, p => p.k);
        var values = new float[numbers.Count][];
        foreach (var (node, k) in numbers)
        {
            var inputs = node.Inputs.Select(i => numbers[i!]).ToArray();
            var context = new LayerContext(k, [.. node.Inputs.Select(i => i!.Layer.OutputShape)], new HardwareDesign(), new CrossbarOptions());
            var kernel = node.Layer.Prepare(context);
            values[k] = new float[node.Layer.OutputShape.Length];
            kernel.Run(new LayerBuffers(values, inputs, values[k], new float[kernel.ScratchLength]));
        }

        return numbers.ToDictionary(p => p.Key, p => values[p.Value]);
    }

    private static ConstantTensor Tensor(Activation result, float[] values, ElementPool? pool)
    {
        ImmutableArray<long> dimensions = [.. result.Dimensions];
        if (!result.IsInteger)
            return new FloatTensor(dimensions, [.. values]);
        if (pool is not null)
            return new IntegerTensor(dimensions, [.. values.Select(v => pool[v])]);
        if (values.Any(v => !(Math.Abs(v) <= IntegerTensor.LargestExact)))
            throw new NodeException($"It computes whole numbers beyond ±{IntegerTensor.LargestExact}. Let the exporter fold constants (onnxsim).");
        return new IntegerTensor(dimensions, [.. values.Select(v => (long)v)]);
    }
}
