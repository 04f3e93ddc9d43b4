using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Elements at other places: one index for each. Those for which there is no element take a last one, appended.</summary>
internal static class RearrangementExport
{
    public static ExportedValue Run(LayerExport export, Rearrangement layer)
    {
        var length = export.InputShapes[0].Length;
        long[] indices = [0];
        foreach (var offsets in layer.Offsets)
        {
            indices = [.. indices.SelectMany(index => offsets.Select(offset =>
                index == Rearrangement.Outside || offset == Rearrangement.Outside ? Rearrangement.Outside : index + offset))];
        }

        var flat = export.Graph.Shaped(export.Input, length);
        if (indices.Contains(Rearrangement.Outside))
        {
            flat = export.Node("Pad", [flat, export.Graph.Integers(0, 0, 0, 1), export.Graph.Number("fill", layer.Fill)]);
            indices = Array.ConvertAll(indices, index => index == Rearrangement.Outside ? length : index);
        }

        return export.Result(export.Node("Gather", [flat, export.Graph.Integers(indices)], ("axis", 1)), indices.Length);
    }
}
