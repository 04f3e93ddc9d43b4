using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// GroupNormalization (opsets 18, 21): as <see cref="InstanceNormalizationOperator"/>, over the pixels of a group of channels. Scale and
/// bias are one per group in opset 18 and one per channel in 21.
/// </summary>
internal static class GroupNormalizationOperator
{
    /// <summary>Imports a node as the layers of that formula.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        if (x.Rank < 3 || x.ChannelAxis != 1)
            throw new NodeException($"Its input has the shape {x.DescribeShape()}; [N, C, H, W] is needed.");
        var channels = x.Dimensions[1];
        var groups = node.Attributes.Integer("num_groups", 0);
        if (groups < 1 || channels % groups != 0)
            throw new NodeException($"{channels} channels are no multiple of {groups} groups. Export the model again.");
        var grouped = node.Layers.Reshape(x, [1, (int)groups, x.Shape.Length / (int)groups]);
        var standardized = node.Layers.Reshape(
            node.Layers.Standardize(grouped, [2], node.Attributes.Number("epsilon", 1e-5f)), x.Dimensions);
        node.Return(node.Layers.ScaleShift(standardized, Parameter(1, "scale"), Parameter(2, "bias")));

        ImmutableArray<float> Parameter(int index, string role)
        {
            var values = node.Floats(index, role).Values;
            var expected = node.Opset < 21 ? (int)groups : channels;
            if (values.Length != expected)
                throw new NodeException($"The {role} has {values.Length} elements; {expected} are needed. Export the model again.");
            return [.. Enumerable.Range(0, channels).Select(c => values[(int)((long)c * expected / channels)])];
        }
    }
}
