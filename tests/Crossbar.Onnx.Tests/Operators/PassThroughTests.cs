using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Onnx.Tests.Operators;

public sealed class PassThroughTests
{
    [Fact]
    public void Identity_and_dropout_leave_no_layer()
    {
        var model = new ModelBuilder(0, 2, 3, 3).Then("Identity").Then("Relu").Then("Dropout").Then("Identity");
        Assert.IsType<Relu>(ImportAssert.AgreesWithOnnxRuntime(model).Design.Layers.Single());
    }

    [Fact]
    public void An_old_dropout_with_a_ratio() =>
        ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 4).Opset(7).Then("Dropout", ("ratio", 0.5f)).Then("Relu"));

    [Fact]
    public void A_dropout_out_of_training_mode()
    {
        var model = new ModelBuilder(0, 4).Floats("ratio", [], 0.5f);
        model.Graph.Initializer.Add(ModelBuilder.Tensor("training", TensorProto.Types.DataType.Bool, [], [0]));
        ImportAssert.AgreesWithOnnxRuntime(model.ThenWith("Dropout", ["ratio", "training"]).Then("Relu"));
    }

    [Fact]
    public void A_dropout_in_training_mode_is_refused()
    {
        var model = new ModelBuilder(0, 4).Floats("ratio", [], 0.5f);
        model.Graph.Initializer.Add(ModelBuilder.Tensor("training", TensorProto.Types.DataType.Bool, [], [1]));
        ImportAssert.RefusedWith(Descriptors.UnsupportedNode, model.ThenWith("Dropout", ["ratio", "training"]));
    }

    [Fact]
    public void The_mask_of_a_dropout_may_exist_but_not_be_read()
    {
        var unread = new ModelBuilder(0, 4).Then("Dropout");
        unread.LastNode.Output.Add("mask");
        Assert.Single(ImportAssert.Imports(unread.Then("Relu")).Design.Layers);
        var read = new ModelBuilder(0, 4).Then("Dropout");
        read.LastNode.Output.Add("mask");
        Assert.Contains(
            "'mask'", ImportAssert.RefusedWith(Descriptors.UnsupportedNode, read.Node("Relu", ["mask"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_comes_in_every_form()
    {
        var tensor = ModelBuilder.Tensor("", TensorProto.Types.DataType.Float, [1], BitConverter.GetBytes(0.75f));
        (string, object)[] forms = [("value", tensor), ("value_float", 0.75f), ("value_floats", new[] { 0.75f })];
        foreach (var form in forms)
            ImportAssert.AgreesWithOnnxRuntime(new ModelBuilder(0, 3).Node("Constant", [], form).Node("Add", ["x", "Constant0_out"]));
    }

    [Fact]
    public void A_constant_of_texts_is_refused() =>
        ImportAssert.RefusedWith(
            Descriptors.UnsupportedNode, new ModelBuilder(0, 3).Node("Constant", [], ("value_string", "a")).Node("Add", ["x", "Constant0_out"]));
}
