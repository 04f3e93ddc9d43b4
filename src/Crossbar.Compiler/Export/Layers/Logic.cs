using Crossbar.Compiler.Export.Graph;

using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Truth values, which networks have as numbers: 0 for false, anything else for true, 1 for what is computed.</summary>
internal static class Logic
{
    public static string ToTruth(LayerExport export, string number) => export.Node("Cast", [number], ("to", (int)DataType.Bool));

    public static string ToNumber(LayerExport export, string truth) => export.Node("Cast", [truth], ("to", (int)DataType.Float));
}
