using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Onnx.Tests.Refusals;

/// <summary>What exporters write that people meet first: each refusal names the node, the reason and what helps; a proposal to cut works.</summary>
public sealed class FirstEncounterTests
{
    private const string Cut = "OutputName=\"Conv0_out\"";

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, (Func<ModelBuilder> Model, string[] Expected)> Cases { get; } = new()
    {
        ["LSTM"] = (() => Network().Then("LSTM"), ["Node 'LSTM_1'", "Recurrent", Cut]),
        ["If"] = (() => Network().Then("If").Then("Relu"), ["Node 'If_1'", "for inference", Cut]),
        ["Loop"] = (() => Network().Then("Loop"), ["Node 'Loop_1'", "control flow", Cut]),
        ["TopK"] = (() => Network().Integers("k", 5).ThenWith("TopK", ["k"]), ["Node 'TopK_1'", "post-processing", Cut]),
        ["Non-maximum suppression"] = (() => Network().Then("NonMaxSuppression"), ["Node 'NonMaxSuppression_1'", "post-processing", Cut]),
        ["Integer convolution"] = (() => Network().Then("QLinearConv"), ["Node 'QLinearConv_1'", "QDQ", Cut]),
        ["Fused by a runtime"] = (() => Extension(Network().Then("FusedConv")), ["Node 'FusedConv_1'", "com.microsoft.FusedConv", "standard ONNX operators", Cut]),
        ["Attention as an operator"] = (() => Network().Opset(23).Then("Attention"), ["Node 'Attention_1'", "multiplies activations", Cut]),
        ["Training: batch norm"] = (() => Network().Floats("s", [4]).ThenWith("BatchNormalization", ["s", "s", "s", "s"], ("training_mode", 1)), ["Node 'BatchNormalization_1'", "training mode", "model.eval()"]),
        ["Training: dropout"] = (() => Boolean(Network()).ThenWith("Dropout", ["", "true"]), ["Node 'Dropout_1'", "training mode", "model.eval()"]),
        ["Three dimensions"] = (() => new ModelBuilder(0, 3, 8, 8, 8).Floats("v", [4, 3, 3, 3, 3]).ThenWith("Conv", ["v"]), ["Node 'Conv_0'", "three dimensions", "Use layers of two"]),
        ["Three dimensions of a pooling"] = (() => new ModelBuilder(0, 3, 8, 8, 8).Then("MaxPool", ("kernel_shape", new[] { 2, 2, 2 })), ["Node 'MaxPool_0'", "three dimensions", "Use layers of two"]),
        ["Weights first"] = (() => Network().Then("Flatten").Floats("A", [5, 1]).Node("MatMul", ["A", "Flatten1_out"]), ["Node 'MatMul_2'", "first factor is constant", "torch.nn.Linear", "OutputName=\"Flatten1_out\""]),
        ["Four bits"] = (() => FourBits(Network()).Opset(21).Floats("s", [], 0.1f).Node("DequantizeLinear", ["q", "s"]).Node("Add", ["Conv0_out", "DequantizeLinear1_out"]), ["Node 'DequantizeLinear_1'", "Int4", "before any quantisation"]),
        ["Positions of maxima"] = (() => SecondOutput(Network().Then("MaxPool", ("kernel_shape", new[] { 2, 2 }))), ["Node 'MaxPool_1'", "positions", "without it"]),
        ["A bias that is computed"] = (() => Network().Floats("v", [4, 3, 3, 3]).Then("GlobalAveragePool").Then("Flatten").Node("Conv", ["x", "v", "Flatten2_out"]), ["Node 'Conv_3'", "the bias, is computed from the image", "OutputName=\"Flatten2_out\""]),
        ["A shape that is computed"] = (() => Network().Node("Relu", ["x"]).Node("Reshape", ["Conv0_out", "Relu1_out"]), ["Node 'Reshape_2'", "the new dimensions, is computed from the image", Cut]),
        ["Antialiasing"] = (() => Network().Opset(18).Integers("d", 9, 7).ThenWith("Resize", ["", "", "d"], ("axes", new[] { 2, 3 }), ("mode", "linear"), ("antialias", 1)), ["Node 'Resize_1'", "antialias=1", "antialias=False"]),
        ["Vectors for a convolution"] = (() => new ModelBuilder(0, 12).Floats("v", [4, 3, 3, 3]).ThenWith("Conv", ["v"]), ["Node 'Conv_0'", "[1, 12]", "Put a Reshape"]),
        ["Too new an operator"] = (() => Network().Floats("s", [4]).Opset(17).ThenWith("GroupNormalization", ["s", "s"], ("num_groups", 2)), ["Node 'GroupNormalization_1'", "new in operator set 18", "opset_version=18"]),
        ["An operator of the past"] = (() => Network().Floats("s", [4], 1, 1, 2, 2).ThenWith("Upsample", ["s"]), ["Node 'Upsample_1'", "ended with operator set 9", "Export the model again"]),
        ["A batch of three"] = (() => new ModelBuilder(3, 4, 16).Then("Transpose", ("perm", new[] { 1, 0, 2 })).Then("Relu"), ["Node 'Transpose_0'", "mix the images", "fixed batch of 1"]),
        ["Sizes left open"] = (() => new ModelBuilder(0, 3, 0, 0).Floats("v", [4, 3, 3, 3]).ThenWith("Conv", ["v"]), ["Input 'x'", "not fixed", "InputShape"]),
        ["Tokens"] = (() => Tokens().Floats("e", [100, 16]).Node("Gather", ["e", "x"]).Floats("m", [16, 4]).ThenWith("MatMul", ["m"]), ["Input 'x'", "Int64", "floating-point"]),
    };

    private static ModelBuilder Network() => new ModelBuilder(0, 3, 8, 8).Floats("w", [4, 3, 3, 3]).ThenWith("Conv", ["w"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refusal_names_the_place_the_reason_and_what_helps(string name)
    {
        var (model, expected) = Cases[name];
        var message = Assert.Single(ImportAssert.Refused(model())).Message;
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        if (message.Contains("OutputName=", StringComparison.Ordinal))
            Assert.Single(Proposal.Compile(model(), Proposal.Of(message)).Layers);
    }

    [Fact]
    public void Missing_operators_take_a_line_each_and_the_list_comes_once()
    {
        var model = new ModelBuilder(0, 3, 32, 32).Then("ImageScaler");
        for (var k = 0; k < 8; k++)
            model.Then("Crop");
        var refused = ImportAssert.Refused(model.Floats("w", [4, 3, 3, 3]).ThenWith("Conv", ["w"]));
        Assert.Equal(
            ["Node 'ImageScaler_0': operator ImageScaler", "8 nodes, 'Crop_1', 'Crop_2', 'Crop_3' and 5 more: operator Crop"],
            refused.Select(d => d.Message.Split(" (opset")[0]));
        Assert.Single(refused, d => d.Message.Contains("Abs, Add, And", StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_of_one_fault_share_a_line()
    {
        var model = Network();
        for (var k = 0; k < 3; k++)
            model.Node("Transpose", ["Conv0_out"], ("perm", new[] { 1, 0, 2, 3 }));
        model.Node("Sum", ["Transpose1_out", "Transpose2_out", "Transpose3_out"]);
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model);
        Assert.StartsWith("3 nodes, 'Transpose_1', 'Transpose_2' and 'Transpose_3' (Transpose, opset 13): It works along", message, StringComparison.Ordinal);
    }

    private static ModelBuilder Extension(ModelBuilder model)
    {
        model.LastNode.Domain = "com.microsoft";
        return model;
    }

    private static ModelBuilder SecondOutput(ModelBuilder model)
    {
        model.LastNode.Output.Add("second");
        return model.Then("Relu");
    }

    private static ModelBuilder Boolean(ModelBuilder model)
    {
        model.Graph.Initializer.Add(ModelBuilder.Tensor("true", DataType.Bool, [], [1]));
        return model;
    }

    private static ModelBuilder FourBits(ModelBuilder model)
    {
        model.Graph.Initializer.Add(ModelBuilder.Tensor("q", DataType.Int4, [4], [0, 0]));
        return model;
    }

    private static ModelBuilder Tokens()
    {
        var model = new ModelBuilder(0, 12);
        model.Graph.Input[0].Type.TensorType.ElemType = (int)DataType.Int64;
        return model;
    }
}
