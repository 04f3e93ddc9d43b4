using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What to do about an operator that cannot be imported: the nearest thing that would work.</summary>
internal static class OperatorAdvice
{
    private const string BeforeQuantization = "Export the network before its quantisation, or as QuantizeLinear and DequantizeLinear (QDQ) around float operators.";
    private const string Unroll = "Recurrent layers and control flow have no place on crossbars: export the convolutional part alone (metadata InputName and OutputName choose it).";
    private const string PostProcess = "It is post-processing: choose the tensor before it with the metadata OutputName, and do this in your program.";
    private const string PreProcess = "It is preprocessing: choose the tensor behind it with the metadata InputName, and do this in your program.";

    private static readonly Dictionary<string, string> Nearest = new(StringComparer.Ordinal)
    {
        ["Attention"] = "Attention multiplies activations with each other; only products with constant weights map onto crossbars.",
        ["Compress"] = PostProcess,
        ["ConvInteger"] = BeforeQuantization,
        ["CumSum"] = "A Conv with a kernel of ones sums over a window.",
        ["DeformConv"] = "Train the network with Conv in its place.",
        ["DynamicQuantizeLinear"] = BeforeQuantization,
        ["Einsum"] = "Use MatMul with constant weights, Mul and ReduceSum.",
        ["GRU"] = Unroll,
        ["GatherElements"] = "Use Gather with constant indices.",
        ["GatherND"] = "Use Gather or Slice with constant indices.",
        ["GlobalLpPool"] = "Use ReduceL2 over height and width.",
        ["GridSample"] = "Use Resize, or choose the tensor before it with the metadata OutputName.",
        ["Hardmax"] = "Use ArgMax, or export the logits: Classify names the best class.",
        ["If"] = "Export the model for inference, so that the exporter decides the condition (torch.onnx.export with tracing, or onnxsim).",
        ["LSTM"] = Unroll,
        ["Loop"] = Unroll,
        ["LpNormalization"] = "Use Div by ReduceL2.",
        ["LpPool"] = "Use AveragePool of the squares.",
        ["MatMulInteger"] = BeforeQuantization,
        ["MaxRoiPool"] = PostProcess,
        ["MaxUnpool"] = "Use ConvTranspose or Resize.",
        ["NonMaxSuppression"] = PostProcess,
        ["NonZero"] = PostProcess,
        ["OneHot"] = PostProcess,
        ["QLinearConv"] = BeforeQuantization,
        ["QLinearMatMul"] = BeforeQuantization,
        ["RNN"] = Unroll,
        ["RandomNormal"] = "Export the model for inference (model.eval()).",
        ["RandomUniform"] = "Export the model for inference (model.eval()).",
        ["RoiAlign"] = PostProcess,
        ["STFT"] = PreProcess,
        ["Scan"] = Unroll,
        ["ScatterElements"] = "Use Concat or Pad, and Where with a constant mask.",
        ["ScatterND"] = "Use Concat or Pad, and Where with a constant mask.",
        ["SequenceAt"] = "Use Split and Concat in place of sequences.",
        ["SequenceConstruct"] = "Use Split and Concat in place of sequences.",
        ["SplitToSequence"] = "Use Split in place of sequences.",
        ["Tan"] = "Use Div of Sin by Cos.",
        ["TopK"] = PostProcess,
    };

    /// <summary>The advice for one node.</summary>
    public static string For(GraphNode node)
    {
        if (!node.IsStandard)
            return "It is an extension: export with standard ONNX operators only and without a runtime's graph optimisations.";
        return Nearest.TryGetValue(node.Proto.OpType, out var advice) ? advice : $"Supported are {string.Join(", ", OperatorTable.Names)}.";
    }
}
