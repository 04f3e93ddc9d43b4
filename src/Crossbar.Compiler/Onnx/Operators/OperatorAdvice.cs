using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>What to do about an operator that cannot be imported: the nearest thing that would work.</summary>
internal static class OperatorAdvice
{
    private const string BeforeQuantization = "Export the network before its quantisation, or as QuantizeLinear and DequantizeLinear (QDQ) around float operators.";
    private const string Evaluate = "Export the model for inference (model.eval()).";
    private const string Unroll = "Recurrent layers and control flow have no place on crossbars: export the convolutional part alone (metadata InputName and OutputName choose it).";
    private const string PostProcess = "It is post-processing: choose the tensor before it with the metadata OutputName, and do this in your program.";
    private const string PreProcess = "It is preprocessing: choose the tensor behind it with the metadata InputName, and do this in your program.";

    private static readonly Dictionary<string, string> Nearest = new(StringComparer.Ordinal)
    {
        ["Attention"] = "Attention multiplies activations with each other; crossbars multiply by constant weights.",
        ["Bernoulli"] = Evaluate,
        ["CastLike"] = "Use Cast to the type itself.",
        ["CenterCropPad"] = "Use Slice and Pad.",
        ["Compress"] = PostProcess,
        ["Cosh"] = "Use Exp: half the sum of Exp(x) and Exp(-x).",
        ["ConvInteger"] = BeforeQuantization,
        ["CumSum"] = "A Conv with a kernel of ones sums over a window.",
        ["DFT"] = PreProcess,
        ["DeformConv"] = "Train the network with Conv in its place.",
        ["DynamicQuantizeLinear"] = BeforeQuantization,
        ["Einsum"] = "Use MatMul with constant weights, Mul and ReduceSum.",
        ["EyeLike"] = "Use a constant.",
        ["GRU"] = Unroll,
        ["GatherElements"] = "Use Gather with constant indices.",
        ["GatherND"] = "Use Gather or Slice with constant indices.",
        ["GlobalLpPool"] = "Use ReduceL2 over height and width.",
        ["GridSample"] = "Use Resize, or choose the tensor before it with the metadata OutputName.",
        ["Hardmax"] = "Use ArgMax, or export the logits: Classify names the best class.",
        ["ImageDecoder"] = PreProcess,
        ["If"] = "Export the model for inference, so that the exporter decides the condition (torch.onnx.export with tracing, or onnxsim).",
        ["IsInf"] = "Images and weights are finite numbers here: leave it out.",
        ["IsNaN"] = "Images and weights are finite numbers here: leave it out.",
        ["LSTM"] = Unroll,
        ["Loop"] = Unroll,
        ["LpNormalization"] = "Use Div by ReduceL2.",
        ["LpPool"] = "Use AveragePool of the squares.",
        ["MatMulInteger"] = BeforeQuantization,
        ["MaxRoiPool"] = PostProcess,
        ["MaxUnpool"] = "Use ConvTranspose or Resize.",
        ["MelWeightMatrix"] = PreProcess,
        ["Multinomial"] = PostProcess,
        ["NonMaxSuppression"] = PostProcess,
        ["NonZero"] = PostProcess,
        ["OneHot"] = PostProcess,
        ["QLinearConv"] = BeforeQuantization,
        ["QLinearMatMul"] = BeforeQuantization,
        ["RNN"] = Unroll,
        ["RandomNormal"] = Evaluate,
        ["RandomNormalLike"] = Evaluate,
        ["RandomUniform"] = Evaluate,
        ["RandomUniformLike"] = Evaluate,
        ["ReverseSequence"] = "Use Slice with steps of -1.",
        ["RotaryEmbedding"] = "It is part of attention, which multiplies activations with each other; crossbars multiply by constant weights.",
        ["RoiAlign"] = PostProcess,
        ["STFT"] = PreProcess,
        ["Scan"] = Unroll,
        ["Scatter"] = "Use Concat or Pad, and Where with a constant mask.",
        ["ScatterElements"] = "Use Concat or Pad, and Where with a constant mask.",
        ["ScatterND"] = "Use Concat or Pad, and Where with a constant mask.",
        ["SequenceAt"] = "Use Split and Concat in place of sequences.",
        ["SequenceConstruct"] = "Use Split and Concat in place of sequences.",
        ["SequenceEmpty"] = "Use Split and Concat in place of sequences.",
        ["SequenceInsert"] = "Use Split and Concat in place of sequences.",
        ["Sinh"] = "Use Exp: half the difference of Exp(x) and Exp(-x).",
        ["SplitToSequence"] = "Use Split in place of sequences.",
        ["Tan"] = "Use Div of Sin by Cos.",
        ["TensorScatter"] = Unroll,
        ["TopK"] = PostProcess,
        ["Trilu"] = "Use Mul by a constant mask.",
        ["Unique"] = PostProcess,
    };

    /// <summary>Whether there is something nearer than the list of all that is supported.</summary>
    public static bool HasAdvice(GraphNode node) => !node.IsStandard || Nearest.ContainsKey(node.Proto.OpType);

    /// <summary>The advice for an operator.</summary>
    /// <param name="node">A node of that operator.</param>
    /// <param name="withList">Whether to list what is supported where nothing is near.</param>
    public static string For(GraphNode node, bool withList)
    {
        if (!node.IsStandard)
            return "It is an extension: export with standard ONNX operators only, without a runtime's graph optimisations, and with functions inlined (onnx.inliner).";
        if (Nearest.TryGetValue(node.Proto.OpType, out var advice))
            return advice;
        return "Compose it of operators that are supported" + (withList ? $": {string.Join(", ", OperatorTable.Names)}." : ".");
    }
}
