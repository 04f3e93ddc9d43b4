using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Onnx.Tests.Operators;

/// <summary>The metadata InputName, OutputName and InputShape.</summary>
public sealed class SelectionTests
{
    // Preprocessing, a convolution, logits and a softmax; a second head beside it.
    private static ModelBuilder TwoHeads()
    {
        var model = new ModelBuilder(0, 6, 6, 2).Floats("W", [3, 2, 6, 6]).Floats("V", [4, 2, 6, 6])
            .Node("Transpose", ["x"], ("perm", new[] { 0, 3, 1, 2 })).Node("Conv", ["Transpose0_out", "W"]).Then("Flatten").Then("Softmax")
            .Node("Conv", ["Transpose0_out", "V"]);
        model.Graph.Output.Add(ModelBuilder.Value("Softmax3_out", 0, 3));
        model.Graph.Output.Add(ModelBuilder.Value("Conv4_out", 0, 4, 1, 1));
        return model;
    }

    private static ImportedModel Import(ModelBuilder model, ImportSelection selection, DiagnosticBag? diagnostics = null)
    {
        using var folder = new TemporaryFolder();
        return OnnxImporter.Import(folder.Write("model.onnx", model.ToBytes()), diagnostics ?? new DiagnosticBag(), selection);
    }

    private static Diagnostic Refused(ModelBuilder model, ImportSelection selection) =>
        Assert.Single(Assert.Throws<CompilationException>(() => Import(model, selection)).Diagnostics);

    [Theory]
    [InlineData("Softmax3_out", 3, "Softmax")]
    [InlineData("Conv4_out", 4, "Conv")]
    [InlineData("Flatten2_out", 3, "Flatten")]
    public void Any_tensor_may_be_the_output(string output, int length, string last)
    {
        var diagnostics = new DiagnosticBag();
        var imported = Import(TwoHeads(), new ImportSelection { Output = output }, diagnostics);
        Assert.Equal((output, length, last), (imported.OutputName, imported.Design.OutputShape.Length, imported.Operators[^1]));
        // A chosen output is no cause for a warning about the others.
        Assert.Empty(diagnostics.All);
    }

    [Fact]
    public void A_model_may_be_cut_behind_its_preprocessing()
    {
        var imported = Import(TwoHeads(), new ImportSelection { Input = "Transpose0_out", InputShape = [2, 6, 6], Output = "Flatten2_out" });
        Assert.Equal((new TensorShape(2, 6, 6), "Transpose0_out"), (imported.Design.InputShape, imported.InputName));
        Assert.Equal(["Conv", "Flatten"], imported.Operators.ToArray());
    }

    [Fact]
    public void The_shape_of_a_cut_may_be_in_the_file()
    {
        var model = TwoHeads();
        model.Graph.ValueInfo.Add(ModelBuilder.Value("Transpose0_out", 0, 2, 6, 6));
        Assert.Equal(new TensorShape(2, 6, 6), Import(model, new ImportSelection { Input = "Transpose0_out", Output = "Conv4_out" }).Design.InputShape);
    }

    [Fact]
    public void A_cut_makes_one_input_of_two()
    {
        var model = new ModelBuilder(0, 4);
        model.Graph.Input.Add(ModelBuilder.Value("y", 0, 4));
        model.Node("Add", ["x", "y"]).Then("Relu");
        Assert.Equal(Descriptors.InputCount, Refused(model, new ImportSelection { Input = "x" }).Descriptor);
        Assert.Equal(["Relu"], Import(model, new ImportSelection { Input = "Add0_out", InputShape = [4] }).Operators.ToArray());
    }

    [Fact]
    public void Unknown_names_are_answered_with_the_nearest()
    {
        var output = Refused(TwoHeads(), new ImportSelection { Output = "logits" });
        Assert.Equal("OutputName='logits': the model has no such tensor. It has 'Softmax3_out', 'Conv4_out', 'Transpose0_out', 'Conv1_out', 'Flatten2_out'.", output.Message);
        var input = Refused(TwoHeads(), new ImportSelection { Input = "transpose0_out", Output = "Conv4_out" });
        Assert.Equal("InputName='transpose0_out': the model has no such tensor. Did you mean 'Transpose0_out'?", input.Message);
    }

    [Fact]
    public void A_given_shape_fixes_what_the_file_leaves_open()
    {
        var model = new ModelBuilder(0, 3, 4, 4).Then("Relu");
        var dimensions = model.Graph.Input[0].Type.TensorType.Shape.Dim;
        (dimensions[2], dimensions[3]) = (new TensorShapeProto.Types.Dimension { DimParam = "height" }, new TensorShapeProto.Types.Dimension());
        Assert.Equal(new TensorShape(3, 8, 9), Import(model, new ImportSelection { InputShape = [3, 8, 9] }).Design.InputShape);
        Assert.Equal(new TensorShape(3, 8, 9), Import(model, new ImportSelection { InputShape = [1, 3, 8, 9] }).Design.InputShape);
        foreach (var wrong in new int[][] { [8, 9], [4, 8, 9], [1, 1, 3, 8, 9] })
            Assert.Equal(Descriptors.InputShapeMismatch, Refused(model, new ImportSelection { InputShape = [.. wrong] }).Descriptor);
        Assert.Contains("[N, 3, height, ?]", Refused(model, new ImportSelection { InputShape = [8, 9] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_shape_is_enough_where_the_file_has_none()
    {
        var model = new ModelBuilder(0, 3).Then("Relu");
        model.Graph.Input[0].Type.TensorType.Shape = null;
        Assert.Equal(new TensorShape(3, 5, 5), Import(model, new ImportSelection { InputShape = [3, 5, 5] }).Design.InputShape);
        Assert.Equal(new TensorShape(3, 5, 5), Import(model, new ImportSelection { InputShape = [1, 3, 5, 5] }).Design.InputShape);
    }

    [Theory]
    [InlineData(2, 6, 6)]
    [InlineData(1, 2, 6, 6)]
    [InlineData(5, 2, 6, 6)]
    public void Four_sizes_of_a_cut_begin_with_the_batch(params int[] shape)
    {
        var imported = Import(TwoHeads(), new ImportSelection { Input = "Transpose0_out", InputShape = [.. shape], Output = "Conv1_out" });
        Assert.Equal((new TensorShape(2, 6, 6), 3), (imported.Design.InputShape, imported.Design.OutputShape.Length));
    }
}
