using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Onnx.Tests.Refusals;

/// <summary>What is said of inputs and of tensors to begin at: each proposal is tried.</summary>
public sealed class CutTests
{
    private static string Refused(ModelBuilder model, ImportSelection selection)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.onnx", model.ToBytes());
        return Assert.Single(Assert.Throws<CompilationException>(() => OnnxImporter.Import(path, new DiagnosticBag(), selection)).Diagnostics).Message;
    }

    private static ModelBuilder Images() => new ModelBuilder(0, 3, 8, 8).Floats("w", [4, 3, 3, 3]).Floats("v", [2, 4, 3, 3])
        .ThenWith("Conv", ["w"]).Then("Relu").ThenWith("Conv", ["v"]).Then("GlobalAveragePool").Then("Flatten");

    // Bytes that an extension decodes, scaled, given a batch dimension.
    private static ModelBuilder Decoded() => Decoder().Floats("c", [], 255).Integers("a", 0).Floats("w", [4, 3, 3, 3])
        .Then("Cast", ("to", 1)).ThenWith("Div", ["c"]).ThenWith("Unsqueeze", ["a"]).ThenWith("Conv", ["w"]);

    private static ModelBuilder Decoder()
    {
        var model = new ModelBuilder(0).Then("Decode");
        model.LastNode.Domain = "com.example";
        return model;
    }

    [Theory]
    [InlineData("Conv0_out", "4,6,6")]
    [InlineData("Relu1_out", "4,6,6")]
    [InlineData("GlobalAveragePool3_out", "2,1,1")]
    public void A_cut_without_a_shape_is_answered_with_the_shape_that_the_model_computes(string tensor, string shape)
    {
        var message = Refused(Images(), new ImportSelection { Input = tensor });
        Assert.Contains($"InputShape=\"{shape}\".", message, StringComparison.Ordinal);
        if (tensor != "GlobalAveragePool3_out")
            Assert.Single(Proposal.Compile(Images(), Proposal.Of(message) with { Input = tensor }).Layers);
    }

    [Fact]
    public void Where_the_model_does_not_compute_it_the_reader_tells_the_rank()
    {
        Assert.Contains("InputShape=\"3,height,width\"", Refused(Decoded(), new ImportSelection { Input = "Unsqueeze3_out" }), StringComparison.Ordinal);
        Proposal.Compile(Decoded(), new ImportSelection { Input = "Unsqueeze3_out", InputShape = [3, 8, 8] });
        foreach (var tensor in new[] { "Decode0_out", "Cast1_out", "Div2_out" })
        {
            var message = Refused(Decoded(), new ImportSelection { Input = tensor });
            Assert.Contains("InputName=\"Unsqueeze3_out\" and InputShape=\"3,height,width\"", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("MatMul", "whose last size is 5")]
    [InlineData("Gemm", "InputShape=\"5\"")]
    [InlineData("MaxPool", "InputShape=\"channels,height,width\"")]
    [InlineData("Softmax", "\"channels,height,width\" of a picture, \"length\" of a vector")]
    public void A_reader_that_tells_less_is_believed_as_far_as_it_goes(string reader, string expected)
    {
        var model = Decoder().Floats("w", [5, 3]);
        model = reader switch
        {
            "MatMul" or "Gemm" => model.ThenWith(reader, ["w"]),
            "MaxPool" => model.Then(reader, ("kernel_shape", new[] { 2, 2 })),
            _ => model.Then(reader),
        };
        Assert.Contains(expected, Refused(model, new ImportSelection { Input = "Decode0_out" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_inputs_meet_at_a_node_and_both_ways_round_it_work()
    {
        static ModelBuilder Model()
        {
            var model = new ModelBuilder(1, 1, 64).Floats("w", [8, 1, 5]).Floats("f", [15, 2]);
            model.Graph.Input.Add(ModelBuilder.Value("features", 1, 7));
            return model.ThenWith("Conv", ["w"], ("pads", new[] { 2, 2 })).Then("Relu").Then("GlobalAveragePool").Then("Flatten")
                .ThenWith("Concat", ["features"], ("axis", 1)).ThenWith("Gemm", ["f"]);
        }

        var message = ImportAssert.RefusedWith(Descriptors.InputCount, Model());
        Assert.Contains("'x' and 'features' meet in node 'Concat_4' (Concat)", message, StringComparison.Ordinal);
        var proposal = Proposal.Of(message);
        Assert.Equal(("Flatten3_out", "Concat4_out", 15), (proposal.Output, proposal.Input, Assert.Single(proposal.InputShape)));
        Proposal.Compile(Model(), new ImportSelection { Output = proposal.Output });
        Proposal.Compile(Model(), proposal with { Output = null });
    }

    [Fact]
    public void Inputs_that_meet_at_once_or_never_behind_have_the_general_answer()
    {
        var two = new ModelBuilder(0, 4);
        two.Graph.Input.Add(ModelBuilder.Value("y", 0, 4));
        var message = ImportAssert.RefusedWith(Descriptors.InputCount, two.Node("Add", ["x", "y"]));
        Assert.Contains("'x' and 'y' meet in node 'Add_0' (Add). Choose an output", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_begun_behind()
    {
        static ModelBuilder Model()
        {
            var model = new ModelBuilder(0, 8, 8, 3).Then("Cast", ("to", 1)).Floats("c", [], 255).ThenWith("Div", ["c"])
                .Then("Transpose", ("perm", new[] { 0, 3, 1, 2 })).Floats("w", [4, 3, 3, 3]).ThenWith("Conv", ["w"]);
            model.Graph.Input[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Uint8;
            return model;
        }

        var proposal = Proposal.Of(ImportAssert.RefusedWith(Descriptors.UnsupportedInput, Model()));
        Assert.Equal("Cast0_out", proposal.Input);
        Proposal.Compile(Model(), proposal);
    }

    [Fact]
    public void Preprocessing_that_is_not_supported_is_begun_behind()
    {
        static ModelBuilder Model()
        {
            var model = new ModelBuilder(0, 3, 8, 8).Then("STFT").Then("Relu").Floats("w", [4, 3, 3, 3]).ThenWith("Conv", ["w"]);
            model.Graph.ValueInfo.Add(ModelBuilder.Value("Relu1_out", 0, 3, 8, 8));
            return model;
        }

        var proposal = Proposal.Of(ImportAssert.RefusedWith(Descriptors.UnsupportedOperator, Model()));
        Assert.Equal("Relu1_out", proposal.Input);
        Proposal.Compile(Model(), proposal);
    }
}
