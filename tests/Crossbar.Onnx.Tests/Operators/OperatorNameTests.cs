using Crossbar.Compiler.Onnx.Operators;

namespace Crossbar.Onnx.Tests.Operators;

/// <summary>Messages name operators as ONNX does.</summary>
public sealed class OperatorNameTests
{
    private static readonly TensorShape Shape = new(1);

    [Fact]
    public void Functions_are_called_what_ONNX_calls_them()
    {
        Layer[] layers =
        [
            .. Enum.GetValues<UnaryFunction>().Select(f => new Unary { Name = "f", Inputs = [0], OutputShape = Shape, Function = f }),
            .. Enum.GetValues<BinaryFunction>().Select(f => new Binary { Name = "f", Inputs = [0, 0], OutputShape = Shape, Function = f, Left = [1], Right = [1] }),
            .. Enum.GetValues<ReduceFunction>().Select(f => new Reduce { Name = "f", Inputs = [0], OutputShape = Shape, Function = f, Dimensions = [1], Axes = [0] }),
        ];
        Assert.All(layers, layer => Assert.Contains(layer.OperatorName, OperatorTable.Names));
    }
}
