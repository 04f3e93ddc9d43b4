using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Softmax over all elements of an image.</summary>
internal static class SoftmaxExport
{
    public static ExportedValue Run(LayerExport export)
    {
        var length = export.Layer.OutputShape.Length;
        return export.Result(export.Node("Softmax", [export.Graph.Shaped(export.Input, length)], ("axis", 1)), length);
    }
}
