using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>What can be told of one image's shape at a tensor in the middle of a model that does not say it.</summary>
/// <param name="Sizes">The sizes without the batch; 0 where unknown.</param>
internal sealed record LikelyShape(ImmutableArray<int> Sizes)
{
    // How many nodes may lie between the tensor and the one that tells.
    private const int MaxNodes = 64;

    private static readonly HashSet<string> KeepShape = new(StringComparer.Ordinal)
    {
        "Add", "BatchNormalization", "Cast", "Clip", "DequantizeLinear", "Div", "Dropout", "Elu", "HardSwish", "Identity", "LeakyRelu", "Mul", "PRelu",
        "QuantizeLinear", "Relu", "Sigmoid", "Softplus", "Sub", "Tanh",
    };

    /// <summary>The tensor that has a batch dimension, where the tensor itself has none.</summary>
    public string? Batched { get; init; }

    /// <summary>Whether other sizes may come before these.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether every size is known.</summary>
    public bool IsComplete => !IsEnd && Sizes.All(s => s > 0);

    /// <summary>As InputShape takes it, with names for what is not known.</summary>
    public string Text => string.Join(',', Sizes.Select((size, k) => size > 0
        ? size.ToString(CultureInfo.InvariantCulture)
        : (Sizes.Length, k) switch { (1, _) or (2, 1) => "length", (_, 0) => "channels", (3, 1) => "height", (3, 2) => "width", _ => "depth" }));

    /// <summary>Finds it: from what computes the tensor, or else from what reads it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="trial">Imports what computes it.</param>
    /// <returns>The shape; null where nothing can be told.</returns>
    public static LikelyShape? Of(ModelGraph graph, string tensor, SelectionTrial trial)
    {
        if (trial.Import(input: null, [], tensor) is { } computed)
            return new LikelyShape([.. computed.Dimensions]);
        var read = FromReaders(graph, tensor, MaxNodes);
        return read is { IsComplete: true } ? read : FromInput(graph, tensor, MaxNodes) ?? read;
    }

    private static LikelyShape? FromInput(ModelGraph graph, string tensor, int left)
    {
        var input = graph.Inputs.FirstOrDefault(i => i.Name == tensor);
        if (input is not null)
        {
            var sizes = input.Type?.TensorType?.Shape?.Dim.Skip(1).Select(d => d.DimValue).ToList();
            return sizes is { Count: > 0 } && sizes.TrueForAll(s => s is > 0 and <= int.MaxValue) ? new LikelyShape([.. sizes.Select(s => (int)s)]) : null;
        }

        return left > 0 && graph.ProducerOf(tensor) is { IsStandard: true, Proto: { Input: [var source, ..] } proto } && KeepShape.Contains(proto.OpType)
            ? FromInput(graph, source, left - 1)
            : null;
    }

    private static LikelyShape? FromReaders(ModelGraph graph, string tensor, int left)
    {
        if (left == 0)
            return null;
        foreach (var node in graph.Nodes.Where(n => n.IsStandard && n.Proto.Input.Contains(tensor)))
        {
            var shape = FromReader(graph, tensor, node, left - 1);
            if (shape is not null)
                return shape;
        }

        return null;
    }

    private static LikelyShape? FromReader(ModelGraph graph, string tensor, GraphNode node, int left)
    {
        var (proto, attributes) = (node.Proto, new NodeAttributes(node.Proto));
        var weights = proto.Input.Count > 1 && graph.Initializers.TryGetValue(proto.Input[1], out var held) ? held : null;
        return (proto.OpType, weights) switch
        {
            _ when proto.Output is not [{ Length: > 0 }, ..] => null,
            ("Conv", { Dims: [_, var channels, _, ..] dims }) => Image(channels * attributes.Integer("group", 1), dims.Count - 2),
            ("ConvTranspose", { Dims: [var channels, _, _, ..] dims }) => Image(channels, dims.Count - 2),
            ("MaxPool" or "AveragePool", _) when attributes.Integers("kernel_shape") is { } kernel => Image(0, kernel.Length),
            ("Gemm", { Dims: [var rows, var columns] }) => Vector(attributes.Flag("transB") ? columns : rows),
            ("MatMul", { Dims: [var rows, _] }) when proto.Input[0] == tensor => Vector(rows) is { } end ? end with { IsEnd = true } : null,
            ("Unsqueeze", _) when AddsBatch(weights, attributes) => FromReaders(graph, proto.Output[0], left) is { } shape
                ? shape with { Batched = shape.Batched ?? proto.Output[0] }
                : null,
            var (name, _) when KeepShape.Contains(name) && proto.Input[0] == tensor => FromReaders(graph, proto.Output[0], left),
            _ => null,
        };
    }

    private static bool AddsBatch(TensorProto? axes, NodeAttributes attributes) => axes is null
        ? attributes.Integers("axes") is { } list && list.Contains(0)
        : axes.Int64Data.Contains(0) || (axes.HasRawData && axes.RawData.Length == sizeof(long) && axes.RawData.Span.IndexOfAnyExcept((byte)0) < 0);

    private static LikelyShape? Image(long channels, int spatial) =>
        channels is >= 0 and <= int.MaxValue && spatial is 1 or 2 ? new LikelyShape([(int)channels, .. new int[spatial]]) : null;

    private static LikelyShape? Vector(long length) => length is > 0 and <= int.MaxValue ? new LikelyShape([(int)length]) : null;
}
