using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>AveragePool (opsets 7 to 22; ceil_mode since 10, dilations since 19): [N, C, H, W] → [N, C, H', W'].</summary>
internal static class AveragePoolOperator
{
    /// <summary>Imports a node as an <see cref="AveragePool"/>.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var countsPadding = node.Attributes.Flag("count_include_pad");
        var window = PoolWindow.Read(node, input, countsPadding);
        var layer = new AveragePool
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(window.Dimensions),
            Window = window.Geometry,
            CountPadding = countsPadding,
        };
        node.Emit(layer, window.Dimensions, input);
    }
}
