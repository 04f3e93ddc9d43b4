using Crossbar.Compiler.Onnx.Proto;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Tests.Onnx;

public sealed class GraphTests
{
    [Fact]
    public void All_unsupported_nodes_are_reported_at_once()
    {
        var model = new ModelBuilder(0, 3, 8, 8).Floats("W", [4, 3, 3, 3])
            .Then("LpNormalization").ThenWith("Conv", ["W"]).Then("Relu").Then("Softsign").Then("MaxPool");
        model.Graph.Node[0].Name = "activation";
        model.Graph.Node[3].Domain = "com.example";
        var diagnostics = ImportAssert.Refused(model);

        // MaxPool has no kernel_shape, but what it reads is not known: that is no error of its own.
        Reported.Only([Descriptors.UnsupportedOperator, Descriptors.UnsupportedOperator], diagnostics);
        Assert.Equal("Node 'activation': operator LpNormalization (opset 13) is not supported. Use Div by ReduceL2.", diagnostics[0].Message);
        Assert.StartsWith("Node 'Softsign_3': operator com.example.Softsign (opset 13)", diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Contains("extension", diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Independent_branches_are_all_checked()
    {
        var model = new ModelBuilder(0, 3, 8, 8).Node("MaxPool", ["x"]).Node("Det", ["x"]).Node("Add", ["MaxPool0_out", "Det1_out"]);
        Reported.Only([Descriptors.UnsupportedNode, Descriptors.UnsupportedOperator], ImportAssert.Refused(model));
    }

    [Fact]
    public void An_operator_without_a_near_relative_is_answered_with_the_list() => Assert.Contains(
        "supported: Abs, Add, And, ", ImportAssert.RefusedWith(
            Descriptors.UnsupportedOperator, new ModelBuilder(0, 3).Then("Det")), StringComparison.Ordinal);

    [Fact]
    public void Dead_nodes_may_be_anything()
    {
        var model = new ModelBuilder(0, 4).Node("Softsign", ["x"]).Node("Nonsense", ["Softsign0_out"]).Node("Relu", ["x"]);
        Assert.Equal(["Relu"], ImportAssert.Imports(model).Operators.ToArray());
    }

    [Fact]
    public void Nodes_without_a_name_get_one_and_names_are_unique()
    {
        var model = new ModelBuilder(0, 4).Then("Relu").Then("Relu").Then("Relu").Then("Relu");
        model.Graph.Node[0].Name = "Relu_3";
        model.Graph.Node[1].Name = "act";
        model.Graph.Node[2].Name = "act";
        Assert.Equal(["Relu_3", "act", "act_2", "Relu_3_2"], ImportAssert.Imports(model).Design.Layers.Select(l => l.Name));
    }

    [Fact]
    public void Layers_know_the_values_they_read()
    {
        var model = new ModelBuilder(0, 4).Then("Relu").Then("Softmax").Node("Add", ["Relu0_out", "Softmax1_out"]).Node("Add", ["Add2_out", "x"]);
        var design = ImportAssert.Imports(model).Design;
        Assert.Equal([[0], [1], [1, 2], [3, 0]], design.Layers.Select(l => l.Inputs.ToArray()));
    }

    [Fact]
    public void Nodes_in_any_order()
    {
        var model = new ModelBuilder(0, 4).Then("Relu").Floats("B", [4]).ThenWith("Add", ["B"]).Then("Softmax");
        model.ToBytes();
        (model.Graph.Node[0], model.Graph.Node[2]) = (model.Graph.Node[2], model.Graph.Node[0]);
        Assert.Equal(["Relu", "Add", "Softmax"], ImportAssert.AgreesWithOnnxRuntime(model).Operators.ToArray());
    }

    [Fact]
    public void Initializers_may_be_listed_as_inputs()
    {
        var model = new ModelBuilder(0, 4).Floats("B", [4]).ThenWith("Add", ["B"]);
        model.Graph.Input.Insert(0, ModelBuilder.Value("B", 4));
        model.Model.IrVersion = 3;
        Assert.Equal("x", ImportAssert.AgreesWithOnnxRuntime(model).InputName);
    }

    [Fact]
    public void A_tensor_from_nowhere_is_named()
    {
        var model = new ModelBuilder(0, 4).Node("Relu", ["y"]);
        model.LastNode.Name = "first";
        Assert.Contains(
            "node 'first' reads tensor 'y'", ImportAssert.RefusedWith(Descriptors.InvalidModel, model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_is_refused()
    {
        var model = new ModelBuilder(0, 4).Node("Add", ["x", "Relu1_out"]).Then("Relu");
        Assert.Contains("depends on its own output", ImportAssert.RefusedWith(Descriptors.InvalidModel, model), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_refused()
    {
        var nodes = new ModelBuilder(0, 4).Then("Relu").Then("Relu");
        nodes.Graph.Node[1].Output[0] = "Relu0_out";
        ImportAssert.RefusedWith(Descriptors.InvalidModel, nodes);
        ImportAssert.RefusedWith(Descriptors.InvalidModel, new ModelBuilder(0, 4).Floats("B", [1]).Floats("B", [1]).ThenWith("Add", ["B"]));
    }

    [Fact]
    public void Of_several_outputs_the_first_is_taken_with_a_warning()
    {
        var model = new ModelBuilder(0, 4).Then("Relu").Then("Softmax");
        model.Graph.Output.Add(ModelBuilder.Value("Relu0_out", 0, 4));
        model.Graph.Output.Add(ModelBuilder.Value("Softmax1_out", 0, 4));
        var diagnostics = new DiagnosticBag();
        var imported = ImportAssert.Import(model.ToBytes(), diagnostics);
        Assert.Equal(("Relu0_out", 1), (imported.OutputName, imported.Design.Layers.Length));
        var warning = Reported.Only(Descriptors.SeveralOutputs, diagnostics.All);
        Assert.Contains("Relu0_out, Softmax1_out", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_has_one_input()
    {
        var two = new ModelBuilder(0, 4);
        two.Graph.Input.Add(ModelBuilder.Value("y", 0, 4));
        Assert.Contains("2: x, y", ImportAssert.RefusedWith(Descriptors.InputCount, two.Node("Add", ["x", "y"])), StringComparison.Ordinal);

        var unused = new ModelBuilder(0, 4);
        unused.Graph.Input.Insert(0, ModelBuilder.Value("y", 0, 7));
        Assert.Equal(new TensorShape(4), ImportAssert.Imports(unused.Then("Relu")).Design.InputShape);

        ImportAssert.RefusedWith(Descriptors.InputCount, new ModelBuilder(0, 4).Node("Constant", [], ("value_float", 1f)));
    }

    [Fact]
    public void A_network_that_computes_nothing_is_refused()
    {
        ImportAssert.RefusedWith(Descriptors.EmptyNetwork, new ModelBuilder(0, 4).Then("Identity"));
        var direct = new ModelBuilder(0, 4).Then("Relu");
        direct.Graph.Output.Add(ModelBuilder.Value("x", 0, 4));
        ImportAssert.RefusedWith(Descriptors.EmptyNetwork, direct);
    }

    [Fact]
    public void The_batch_may_be_dynamic_in_every_way()
    {
        foreach (var dimension in new TensorShapeProto.Types.Dimension[] { new(), new() { DimValue = 0 }, new() { DimValue = -1 }, new() { DimParam = "batch" }, new() { DimValue = 8 } })
        {
            var model = new ModelBuilder(0, 3, 4, 4);
            model.Graph.Input[0].Type.TensorType.Shape.Dim[0] = dimension;
            Assert.Equal(new TensorShape(3, 4, 4), ImportAssert.Imports(model.Then("Relu")).Design.InputShape);
        }
    }

    [Fact]
    public void Other_dynamic_dimensions_are_named()
    {
        var model = new ModelBuilder(0, 3, 4, 4);
        var dimensions = model.Graph.Input[0].Type.TensorType.Shape.Dim;
        (dimensions[2], dimensions[3]) = (new() { DimParam = "height" }, new());
        var message = ImportAssert.RefusedWith(Descriptors.UnsupportedInput, model.Then("Relu"));
        Assert.Contains("[N, 3, height, ?]", message, StringComparison.Ordinal);
        Assert.Contains("2 ('height'), 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_must_be_a_floating_point_tensor_with_a_batch()
    {
        var bytes = new ModelBuilder(0, 3);
        bytes.Graph.Input[0].Type.TensorType.ElemType = (int)DataType.Uint8;
        Assert.Contains("Uint8", ImportAssert.RefusedWith(Descriptors.UnsupportedInput, bytes.Then("Relu")), StringComparison.Ordinal);

        var shapeless = new ModelBuilder(0, 3);
        shapeless.Graph.Input[0].Type.TensorType.Shape = null;
        ImportAssert.RefusedWith(Descriptors.UnsupportedInput, shapeless.Then("Relu"));

        var typeless = new ModelBuilder(0, 3);
        typeless.Graph.Input[0].Type = null;
        ImportAssert.RefusedWith(Descriptors.UnsupportedInput, typeless.Then("Relu"));

        ImportAssert.RefusedWith(Descriptors.UnsupportedInput, new ModelBuilder(3).Then("Relu"));
        ImportAssert.RefusedWith(Descriptors.UnsupportedInput, new ModelBuilder(0, 1 << 20, 1 << 20).Then("Relu"));
    }
}
