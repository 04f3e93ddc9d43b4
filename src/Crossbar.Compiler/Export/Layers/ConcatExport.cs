using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Joins values along one dimension; of their shapes only what lies before and behind it matters.</summary>
internal static class ConcatExport
{
    public static ExportedValue Run(LayerExport export, Concat layer)
    {
        var inputs = export.Inputs.Select((input, k) =>
        {
            int[] dimensions = [layer.Turns, export.InputShapes[k].Length / layer.Turns];
            return export.Inputs.All(i => i.IsConstant) ? export.Graph.Shaped(input, dimensions) : export.Graph.Batched(input, dimensions);
        });
        return export.Result(export.Node("Concat", [.. inputs], ("axis", 2)), layer.Turns, layer.OutputShape.Length / layer.Turns);
    }
}
