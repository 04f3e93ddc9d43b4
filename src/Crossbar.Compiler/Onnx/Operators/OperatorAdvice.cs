using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What to do about an operator that cannot be imported: the nearest thing that would work.</summary>
internal static class OperatorAdvice
{
    private const string UseRelu = "Train the network with Relu in its place.";
    private const string Simplify =
        "It computes shapes or weights: let the exporter fold it (a fixed batch of 1 instead of dynamic axes, or onnxsim).";

    private static readonly Dictionary<string, string> Nearest = new(StringComparer.Ordinal)
    {
        ["Clip"] = UseRelu,
        ["Elu"] = UseRelu,
        ["Gelu"] = UseRelu,
        ["HardSigmoid"] = UseRelu,
        ["HardSwish"] = UseRelu,
        ["LeakyRelu"] = UseRelu,
        ["Mish"] = UseRelu,
        ["PRelu"] = UseRelu,
        ["Selu"] = UseRelu,
        ["Sigmoid"] = UseRelu,
        ["Softplus"] = UseRelu,
        ["Tanh"] = UseRelu,
        ["Cast"] = Simplify,
        ["Concat"] = "Where it joins shapes, let the exporter fold it (a fixed batch of 1, or onnxsim); where it joins images, use Add.",
        ["ConstantOfShape"] = Simplify,
        ["Expand"] = Simplify,
        ["Gather"] = Simplify,
        ["Range"] = Simplify,
        ["Shape"] = Simplify,
        ["Slice"] = Simplify,
        ["Squeeze"] = "Use Flatten or Reshape.",
        ["Unsqueeze"] = "Use Flatten or Reshape.",
        ["Transpose"] =
            "Transposed weights: let the exporter fold them (onnxsim). Transposed images: export with channels first, [N, C, H, W].",
        ["GlobalMaxPool"] = "Use MaxPool with a kernel as large as the image.",
        ["ReduceMean"] = "Over height and width, use GlobalAveragePool.",
        ["LogSoftmax"] = "Export the network without it: the greatest logit is the same class.",
        ["ArgMax"] = "Export the network without it: Classify names the best class.",
        ["InstanceNormalization"] = "Train the network with BatchNormalization in its place.",
        ["LayerNormalization"] = "Train the network with BatchNormalization in its place.",
        ["GroupNormalization"] = "Train the network with BatchNormalization in its place.",
        ["LRN"] = "Train the network with BatchNormalization in its place.",
        ["Sum"] = "Use Add, two values at a time.",
        ["Sub"] = "Use Add with the negated constant.",
        ["Mul"] = "A factor a channel can be part of the weights before it, or a BatchNormalization.",
        ["Div"] = "A factor a channel can be part of the weights before it, or a BatchNormalization.",
        ["Pad"] = "Use the padding of Conv or of a pooling.",
        ["QuantizeLinear"] = "Export the network before its quantisation: the converters of the crossbars quantise.",
        ["DequantizeLinear"] = "Export the network before its quantisation: the converters of the crossbars quantise.",
        ["QLinearConv"] = "Export the network before its quantisation: the converters of the crossbars quantise.",
    };

    /// <summary>The advice for one node.</summary>
    public static string For(GraphNode node)
    {
        if (!node.IsStandard)
            return "It is an extension: export with standard ONNX operators only and without a runtime's graph optimisations.";
        return Nearest.TryGetValue(node.Proto.OpType, out var advice) ? advice : $"Supported are {string.Join(", ", OperatorTable.Names)}.";
    }
}
