namespace Crossbar.Onnx.Tests.Refusals;

/// <summary>Products of two tensors that are both computed from the image, as in attention.</summary>
public sealed class ProductTests
{
    // A convolution, its pixels as tokens, queries and keys and values in one product, two heads: as exporters write a vision transformer.
    private static ModelBuilder Attention(long batch)
    {
        var model = new ModelBuilder(batch, 3, 8, 8).Floats("w", [8, 3, 3, 3]).Floats("qkv", [8, 24])
            .Integers("tokens", 0, 8, -1).Integers("parts", 0, 16, 3, 2, 4).Integers("joined", 0, 16, 8);
        for (var part = 0; part < 3; part++)
            model.Graph.Initializer.Add(ModelBuilder.Tensor($"{part}", Compiler.Onnx.Proto.TensorProto.Types.DataType.Int64, [], BitConverter.GetBytes((long)part)));
        model.ThenWith("Conv", ["w"], ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 2 })).ThenWith("Reshape", ["tokens"])
            .Then("Transpose", ("perm", new[] { 0, 2, 1 })).ThenWith("MatMul", ["qkv"]).ThenWith("Reshape", ["parts"])
            .Then("Transpose", ("perm", new[] { 2, 0, 3, 1, 4 }));
        for (var part = 0; part < 3; part++)
            model.Node("Gather", ["Transpose5_out", $"{part}"], ("axis", 0));
        model.Node("Transpose", ["Gather7_out"], ("perm", new[] { 0, 1, 3, 2 })).Node("MatMul", ["Gather6_out", "Transpose9_out"])
            .Then("Softmax", ("axis", 3)).ThenWith("MatMul", ["Gather8_out"]).Then("Transpose", ("perm", new[] { 0, 2, 1, 3 })).ThenWith("Reshape", ["joined"]);
        (model.Graph.Node[10].Name, model.Graph.Node[12].Name) = ("scores", "mix");
        return model;
    }

    [Fact]
    public void Attention_is_called_a_product_and_the_tensor_to_cut_at_is_named()
    {
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Attention(1));
        Assert.Contains("'scores' and 'mix'", message, StringComparison.Ordinal);
        Assert.Contains("both operands are computed from the input: 'Gather6_out' and 'Transpose9_out'", message, StringComparison.Ordinal);
        // The last tensor that queries, keys and values all come from.
        var proposal = Proposal.Of(message);
        Assert.Equal("Transpose5_out", proposal.Output);
        Assert.Equal(2, Proposal.Compile(Attention(1), proposal).Layers.Length);
    }

    [Fact]
    public void Behind_a_dynamic_batch_every_refusal_is_told_at_once()
    {
        var model = Attention(0);
        // A window over three dimensions where tensors with a batch have one dimension less.
        model.Floats("v", [3, 1, 1, 1, 1]).Node("Conv", ["Transpose5_out", "v"], ("group", 3)).Node("Add", ["Conv15_out", "Reshape14_out"]);
        var refused = ImportAssert.Refused(model);
        Assert.Equal(["Node 'Transpose_5'", "2 nodes, 'scores' and 'mix'", "Node 'Conv_15'"], refused.Select(d => d.Message.Split(" (")[0]));

        // With the batch of one that the first proposes, it alone is gone.
        var single = Proposal.Of(refused[0].Message);
        Assert.Equal([1, 3, 8, 8], single.InputShape.ToArray());
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.onnx", model.ToBytes());
        var left = Assert.Throws<CompilationException>(() => OnnxImporter.Import(path, new DiagnosticBag(), single)).Diagnostics;
        Assert.Equal([.. refused.Skip(1).Select(d => d.Message.Split(':')[0])], left.Select(d => d.Message.Split(':')[0]));

        // What the second proposes works in the model as it is.
        var cut = Proposal.Of(refused[1].Message);
        Assert.Equal("Reshape4_out", cut.Output);
        Assert.Equal(2, Proposal.Compile(Attention(0), cut).Layers.Length);
    }

    [Theory]
    [InlineData("MatMul")]
    [InlineData("Gemm")]
    public void Branches_that_part_at_the_input_are_cut_where_something_is_computed(string product)
    {
        ModelBuilder Model() => new ModelBuilder(1, 4).Floats("q", [4, 4]).Floats("k", [4, 4]).Node("MatMul", ["x", "q"]).Node("MatMul", ["x", "k"])
            .Then("Transpose").Node(product, ["MatMul0_out", "Transpose2_out"]);
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Model());
        Assert.Contains("both operands", message, StringComparison.Ordinal);
        Assert.Single(Proposal.Compile(Model(), Proposal.Of(message)).Layers);
    }

    [Theory]
    [InlineData("Conv", 3)]
    [InlineData("ConvTranspose", 3)]
    public void Kernels_that_are_computed_are_products_too(string product, int size)
    {
        ModelBuilder Model() => new ModelBuilder(1, 3, 6, 6).Floats("w", [size, 3, 1, 1]).ThenWith("Conv", ["w"]).Node(product, ["Conv0_out", "Conv0_out"]);
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Model());
        Assert.Contains("both operands are computed from the input: 'Conv0_out' and 'Conv0_out'", message, StringComparison.Ordinal);
        Assert.Equal("Conv0_out", Proposal.Of(message).Output);
        Assert.Single(Proposal.Compile(Model(), Proposal.Of(message)).Layers);
    }

    [Fact]
    public void Nothing_is_proposed_where_nothing_would_be_on_crossbars()
    {
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(1, 4).Then("Relu").Node("MatMul", ["Relu0_out", "x"]));
        Assert.DoesNotContain("OutputName", message, StringComparison.Ordinal);
    }
}
