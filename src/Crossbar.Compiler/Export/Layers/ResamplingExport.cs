using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Interpolation along one dimension: for each tap, elements gathered and weighted.</summary>
internal static class ResamplingExport
{
    public static ExportedValue Run(LayerExport export, Resampling layer)
    {
        var lines = layer.OutputShape.Length / layer.Inner / layer.ResultSize;
        var input = export.Graph.Shaped(export.Input, lines, layer.Size, layer.Inner);
        var taps = layer.Sources.Length / layer.ResultSize;
        string? sum = null;
        for (var t = 0; t < taps; t++)
        {
            long[] sources = [.. Enumerable.Range(0, layer.ResultSize).Select(k => (long)layer.Sources[(k * taps) + t])];
            float[] weights = [.. Enumerable.Range(0, layer.ResultSize).Select(k => layer.Weights[(k * taps) + t])];
            var gathered = export.Node("Gather", [input, export.Graph.Integers(sources)], ("axis", 2));
            var weighted = export.Node("Mul", [gathered, export.Graph.Numbers("weights", weights, 1, 1, layer.ResultSize, 1)]);
            sum = sum is null ? weighted : export.Node("Add", [sum, weighted]);
        }

        return export.Result(sum!, lines, layer.ResultSize, layer.Inner);
    }
}
