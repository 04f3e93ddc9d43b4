using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>AveragePool (opsets 7 to 19; ceil_mode since 10, dilations since 19): [N, C, H, W] → [N, C, H', W'].</summary>
internal static class AveragePoolOperator
{
    /// <summary>Imports a node as an <see cref="AveragePool"/>.</summary>
    public static void Import(NodeImport node)
    {
        var input = node.Activation(0);
        var window = PoolWindow.Read(node, input);
        var layer = new AveragePool
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(window.Dimensions),
            Window = window.Geometry,
            CountPadding = node.Attributes.Flag("count_include_pad"),
        };
        node.Emit(layer, window.Dimensions, input);
    }
}
