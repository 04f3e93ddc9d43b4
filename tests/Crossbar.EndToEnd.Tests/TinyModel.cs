namespace Crossbar.EndToEnd.Tests;

/// <summary>A network of one fully connected layer, small enough to be compiled in no time: 4 inputs, 3 classes; or one with a fault.</summary>
internal sealed record TinyModel
{
    // Fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto, by their numbers in onnx.proto.
    private const int Float = 1;
    private const int IntAttribute = 2;
    private const int External = 1;

    /// <summary>The input that this network answers with class 0: the others shift with it.</summary>
    public int Largest { get; init; }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; init; } = 4;

    /// <summary>The number of classes.</summary>
    public int Classes { get; init; } = 3;

    /// <summary>The version of the file format.</summary>
    public int IrVersion { get; init; } = 8;

    /// <summary>The version of the operators.</summary>
    public int Opset { get; init; } = 13;

    /// <summary>The layer's operator.</summary>
    public string Operator { get; init; } = "Gemm";

    /// <summary>The tensors that the layer computes with.</summary>
    public IReadOnlyList<string> Operands { get; init; } = ["x", "w", "b"];

    /// <summary>The inputs that the weights are for, where that is not what the network has.</summary>
    public int? WeightColumns { get; init; }

    /// <summary>The file that holds the weights, beside the model; null for the model itself.</summary>
    public string? WeightFile { get; init; }

    /// <summary>The network's inputs.</summary>
    public string[] InputNames { get; init; } = ["x"];

    /// <summary>The network's outputs.</summary>
    public string[] OutputNames { get; init; } = ["y"];

    /// <summary>Whether the input says how long it is.</summary>
    public bool InputIsFixed { get; init; } = true;

    /// <summary>The weights as they stand in a file, [classes, inputs].</summary>
    public byte[] WeightBytes() => OnnxMessage.Floats(Weights());

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes()
    {
        var layer = new OnnxMessage();
        foreach (var operand in Operands)
            layer.Text(1, operand);
        layer.Text(2, "y").Text(3, "classifier").Text(4, Operator);
        if (Operator == "Gemm")
            layer.Message(5, new OnnxMessage().Text(1, "transB").Number(3, 1).Number(20, IntAttribute));
        var graph = new OnnxMessage().Message(1, layer).Text(2, "tiny").Message(5, WeightTensor());
        graph.Message(5, Tensor("b", Classes).Raw(9, OnnxMessage.Floats(new float[Classes])));
        if (OutputNames.Contains("z"))
            graph.Message(1, new OnnxMessage().Text(1, "y").Text(2, "z").Text(3, "rectified").Text(4, "Relu"));
        foreach (var name in InputNames)
            graph.Message(11, Value(name, InputIsFixed ? Inputs : null));
        foreach (var name in OutputNames)
            graph.Message(12, Value(name, Classes));
        return new OnnxMessage().Number(1, IrVersion).Text(2, "tests").Message(7, graph).Message(8, new OnnxMessage().Number(2, Opset)).Bytes;
    }

    // The identity, shifted; in a larger network something without a pattern.
    private float[] Weights()
    {
        var weights = new float[Classes * Inputs];
        for (var k = 0; k < weights.Length && Inputs > 4; k++)
            weights[k] = (((k * 7919) + 13) % 101 / 50f) - 1;
        for (var c = 0; c < Classes && Inputs <= 4; c++)
            weights[(Inputs * c) + ((c + Largest) % Inputs)] = 1;
        return weights;
    }

    private OnnxMessage WeightTensor()
    {
        var tensor = Tensor("w", Classes, WeightColumns ?? Inputs);
        if (WeightFile is null)
            return tensor.Raw(9, OnnxMessage.Floats(WeightColumns is { } columns ? new float[Classes * columns] : Weights()));
        return tensor.Message(13, new OnnxMessage().Text(1, "location").Text(2, WeightFile)).Number(14, External);
    }

    private static OnnxMessage Tensor(string name, params int[] dimensions)
    {
        var tensor = new OnnxMessage();
        foreach (var d in dimensions)
            tensor.Number(1, d);
        return tensor.Number(2, Float).Text(8, name);
    }

    private static OnnxMessage Value(string name, int? length)
    {
        var dimension = length is { } fixedLength ? new OnnxMessage().Number(1, fixedLength) : new OnnxMessage().Text(2, "length");
        var shape = new OnnxMessage().Message(1, new OnnxMessage().Text(2, "batch")).Message(1, dimension);
        var type = new OnnxMessage().Message(1, new OnnxMessage().Number(1, Float).Message(2, shape));
        return new OnnxMessage().Text(1, name).Message(2, type);
    }
}
