using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Sums, extremes and the like over dimensions.</summary>
internal static class ReduceExport
{
    public static ExportedValue Run(LayerExport export, Reduce layer)
    {
        // Operators take no axes for all axes.
        int[] dimensions = layer.Axes.IsEmpty ? [.. layer.Dimensions, 1] : [.. layer.Dimensions];
        int[] axes = layer.Axes.IsEmpty ? [dimensions.Length] : [.. layer.Axes.Select(axis => axis + 1)];
        var x = export.Graph.Shaped(export.Input, dimensions);
        int[] kept = [.. layer.Dimensions.Where((_, axis) => !layer.Axes.Contains(axis))];
        return export.Result(layer.Function switch
        {
            ReduceFunction.Sum => export.Node("ReduceSum", [x, export.Graph.Integers([.. axes.Select(axis => (long)axis)])], ("keepdims", 0)),
            ReduceFunction.Mean => Node("ReduceMean"),
            ReduceFunction.Maximum => Node("ReduceMax"),
            ReduceFunction.Minimum => Node("ReduceMin"),
            ReduceFunction.Product => Node("ReduceProd"),
            ReduceFunction.L1 => Node("ReduceL1"),
            ReduceFunction.L2 => Node("ReduceL2"),
            ReduceFunction.SumSquare => Node("ReduceSumSquare"),
            ReduceFunction.LogSumExp => Node("ReduceLogSumExp"),
            ReduceFunction.ArgMax => Place("ArgMax", 0),
            ReduceFunction.ArgMaxLast => Place("ArgMax", 1),
            ReduceFunction.ArgMin => Place("ArgMin", 0),
            ReduceFunction.ArgMinLast => Place("ArgMin", 1),
            _ => throw new NotSupportedException($"Layer '{layer.Name}' computes a reduction that is not exported: {layer.Function}."),
        }, kept);

        string Node(string name) => export.Node(name, [x], ("axes", axes), ("keepdims", 0));

        string Place(string name, int last) =>
            Logic.ToNumber(export, export.Node(name, [x], ("axis", axes[0]), ("keepdims", 0), ("select_last_index", last)));
    }
}
