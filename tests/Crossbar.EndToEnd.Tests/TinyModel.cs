namespace Crossbar.EndToEnd.Tests;

/// <summary>A network of one fully connected layer, small enough to be compiled in no time: 4 inputs, 3 classes.</summary>
internal static class TinyModel
{
    // Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto, by their numbers in onnx.proto.
    private const int Float = 1;
    private const int IntAttribute = 2;

    /// <summary>The file's bytes.</summary>
    /// <param name="largest">The input that this network answers with class 0: the others shift with it.</param>
    public static byte[] Bytes(int largest = 0)
    {
        var weights = new float[12];
        for (var c = 0; c < 3; c++)
            weights[(4 * c) + ((c + largest) % 4)] = 1;
        var gemm = new OnnxMessage().Text(1, "x").Text(1, "w").Text(1, "b").Text(2, "y").Text(3, "classifier").Text(4, "Gemm")
            .Message(5, new OnnxMessage().Text(1, "transB").Number(3, 1).Number(20, IntAttribute));
        var graph = new OnnxMessage().Message(1, gemm).Text(2, "tiny")
            .Message(5, Tensor("w", weights, 3, 4)).Message(5, Tensor("b", [0, 0, 0], 3))
            .Message(11, Value("x", 4)).Message(12, Value("y", 3));
        return new OnnxMessage().Number(1, 8).Text(2, "tests").Message(7, graph).Message(8, new OnnxMessage().Number(2, 13)).Bytes;
    }

    private static OnnxMessage Tensor(string name, float[] values, params int[] dimensions)
    {
        var tensor = new OnnxMessage();
        foreach (var d in dimensions)
            tensor.Number(1, d);
        return tensor.Number(2, Float).Text(8, name).Raw(9, OnnxMessage.Floats(values));
    }

    private static OnnxMessage Value(string name, int length)
    {
        var shape = new OnnxMessage().Message(1, new OnnxMessage().Text(2, "batch")).Message(1, new OnnxMessage().Number(1, length));
        var type = new OnnxMessage().Message(1, new OnnxMessage().Number(1, Float).Message(2, shape));
        return new OnnxMessage().Text(1, name).Message(2, type);
    }
}
