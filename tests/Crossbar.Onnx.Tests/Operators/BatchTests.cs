namespace Crossbar.Onnx.Tests.Operators;

/// <summary>Images of a batch are never mixed; a file for one image may treat its first dimension as it likes.</summary>
public sealed class BatchTests
{
    public static TheoryData<string> Mixing => [.. Models(0).Select(m => m.Name)];

    private static IEnumerable<(string Name, ModelBuilder Model)> Models(long batch)
    {
        ModelBuilder New() => new(batch, 2, 3, 4);
        yield return ("Transpose", New().Then("Transpose", ("perm", new[] { 1, 0, 2, 3 })));
        yield return ("Reshape", New().Integers("s", 2, -1).ThenWith("Reshape", ["s"]));
        yield return ("Squeeze", New().Integers("a", 0).ThenWith("Squeeze", ["a"]).Then("Relu"));
        yield return ("Unsqueeze", New().Integers("a", 0).ThenWith("Unsqueeze", ["a"]));
        yield return ("Concat", New().Node("Concat", ["x", "x"], ("axis", 0)));
        yield return ("ReduceMean", New().Then("ReduceMean", ("axes", new[] { 0, 1 })));
        yield return ("ReduceMax", New().Then("ReduceMax"));
        yield return ("ArgMax", New().Then("ArgMax").Then("Cast", ("to", 1)));
        yield return ("Softmax", New().Then("Softmax", ("axis", 0)));
        yield return ("Gather", New().Integers("i", 0).ThenWith("Gather", ["i"]).Then("Relu"));
        yield return ("Tile", New().Integers("r", 2, 1, 1, 1).ThenWith("Tile", ["r"]));
        yield return ("Expand", New().Integers("s", 3, 1, 2, 3, 4).ThenWith("Expand", ["s"]));
        yield return ("Pad", New().Integers("p", 1, 0, 0, 0, 0, 0, 0, 0).ThenWith("Pad", ["p"]));
        yield return ("Add", New().Floats("c", [5, 1, 1, 1]).ThenWith("Add", ["c"]));
    }

    [Theory]
    [MemberData(nameof(Mixing))]
    public void What_mixes_images_is_refused(string name)
    {
        foreach (var batch in new[] { 0, 3 })
        {
            var message = ImportAssert.RefusedWith(Descriptors.UnsupportedNode, Models(batch).Single(m => m.Name == name).Model);
            Assert.Contains("fixed batch of 1", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Mixing))]
    public void With_one_image_in_the_file_it_is_a_dimension_like_any_other(string name) =>
        ImportAssert.AgreesWithOnnxRuntime(Models(1).Single(m => m.Name == name).Model);

    [Fact]
    public void A_model_for_several_images_computes_each()
    {
        var model = new ModelBuilder(3, 2, 4, 4).Integers("s", 3, -1).Floats("W", [32, 5]).ThenWith("Reshape", ["s"]).ThenWith("MatMul", ["W"]).Then("Softmax");
        ImportAssert.AgreesWithOnnxRuntime(model);
    }

    [Fact]
    public void A_network_of_unlimited_size_is_refused()
    {
        // Half a gigabyte a layer, of which nothing is taken.
        var model = new ModelBuilder(0, 1, 1, 1).Integers("s", 1, 1, 1 << 14, 1 << 13).ThenWith("Expand", ["s"]).Then("Relu").Then("Tanh");
        Assert.Contains("for one image", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
    }

    [Fact]
    public void Quantised_numbers_are_not_computed_with()
    {
        var model = new ModelBuilder(0, 4).Floats("step", [], 0.5f).ThenWith("QuantizeLinear", ["step"]).Then("Relu");
        Assert.Contains("DequantizeLinear", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model), StringComparison.Ordinal);
        var other = new ModelBuilder(0, 4).Floats("step", [], 0.5f).Floats("another", [], 0.25f).ThenWith("QuantizeLinear", ["step"]).ThenWith("DequantizeLinear", ["another"]);
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, other);
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, new ModelBuilder(0, 4).Floats("step", [], 0.5f).ThenWith("QuantizeLinear", ["step"]));
    }
}
