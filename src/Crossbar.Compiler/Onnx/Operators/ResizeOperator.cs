using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Resize (opsets 10 to 19) and Upsample (7, 9): to the nearest pixel, linearly or cubically, by constant scales or to constant sizes.
/// </summary>
internal static class ResizeOperator
{
    /// <summary>Imports Resize.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        if (node.Attributes.Flag("antialias"))
            throw new NodeException("antialias=1 is not supported. Export the model with antialias=False.");
        if (node.Opset < 11)
        {
            // It had no say in coordinates, and none in rounding, which the specification leaves open: here as in ONNX Runtime.
            var method = new ResizeMethod(node.Attributes.Text("mode", "nearest"))
            {
                Coordinates = "asymmetric",
                Nearest = "floor",
                CeilsWhereSmaller = true,
            };
            Emit(node, x, Scaled(x, node.Floats(1, "scales").Values, All(x)), method);
            return;
        }

        var axes = node.Attributes.Integers("axes") is { } list ? [.. list.Select(a => Axis.Resolve(a, x.Rank))] : All(x);
        var sized = node.HasInput(3);
        Emit(node, x, sized ? Sized(node, x, axes) : Scaled(x, node.Floats(2, "scales").Values, axes), ResizeMethod.Read(node));
    }

    /// <summary>Imports Upsample.</summary>
    public static void ImportUpsample(NodeImport node)
    {
        var x = node.Activation(0);
        var scales = node.Opset < 9
            ? node.Attributes.Numbers("scales") ?? throw new NodeException("It has no scales. Export the model again.")
            : node.Floats(1, "scales").Values;
        var method = new ResizeMethod(node.Attributes.Text("mode", "nearest")) { Coordinates = "asymmetric", Nearest = "floor" };
        Emit(node, x, Scaled(x, scales, All(x)), method);
    }

    private static void Emit(NodeImport node, Activation x, ResizeAxis[] axes, ResizeMethod method)
    {
        for (var k = 0; k < axes.Length; k++)
        {
            if (!axes[k].IsIdentity)
                x.CheckFree(k);
        }

        if (method.IsNearest)
        {
            node.Return(node.Layers.Choose(x, [.. axes.Select(a => a.IsIdentity ? [.. Enumerable.Range(0, a.Size)] : method.NearestIndices(a))]));
            return;
        }

        for (var k = 0; k < axes.Length; k++)
        {
            if (!axes[k].IsIdentity)
                x = Resample(node, x, k, axes[k], method);
        }

        node.Return(x);
    }

    private static Activation Resample(NodeImport node, Activation x, int axis, ResizeAxis resize, ResizeMethod method)
    {
        var dimensions = Activation.Check([.. x.Dimensions.SetItem(axis, resize.Result).Select(d => (long)d)]);
        var (sources, weights) = method.Taps(resize);
        var layer = new Resampling
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Inner = x.Dimensions[(axis + 1)..].Aggregate(1, (product, d) => product * d),
            Size = resize.Size,
            ResultSize = resize.Result,
            Sources = sources,
            Weights = weights,
        };
        return node.Add(layer, dimensions, x);
    }

    private static ImmutableArray<int> All(Activation x) => Axis.From(0, x.Rank);

    private static ResizeAxis[] Scaled(Activation x, ImmutableArray<float> scales, ImmutableArray<int> axes)
    {
        if (scales.Length != axes.Length || scales.Any(s => !(s > 0 && s <= SlidingWindow.MaxSize)))
            throw new NodeException($"Its scales are [{string.Join(", ", scales)}] for {axes.Length} dimensions. Export the model again.");
        var resized = x.Dimensions.Select(d => new ResizeAxis(d, d, 1)).ToArray();
        for (var k = 0; k < axes.Length; k++)
        {
            var size = x.Dimensions[axes[k]];
            resized[axes[k]] = ResizeAxis.Make(size, (long)MathF.Floor(size * scales[k]), scales[k]);
        }

        return resized;
    }

    private static ResizeAxis[] Sized(NodeImport node, Activation x, ImmutableArray<int> axes)
    {
        var sizes = node.Integers(3, "sizes").Values;
        if (sizes.Length != axes.Length)
            throw new NodeException($"It has {sizes.Length} sizes for {axes.Length} dimensions. Export the model again.");
        var policy = node.Attributes.Text("keep_aspect_ratio_policy", "stretch");
        var scales = axes.Select((axis, k) => (float)sizes[k] / x.FileDimensions[axis]).ToArray();
        if (policy != "stretch")
        {
            var scale = policy switch
            {
                "not_larger" => scales.Min(),
                "not_smaller" => scales.Max(),
                _ => throw new NodeException($"keep_aspect_ratio_policy is '{policy}'; stretch, not_larger and not_smaller exist."),
            };
            scales = [.. scales.Select(_ => scale)];
            sizes = [.. axes.Select(axis => (long)MathF.Round(scale * x.FileDimensions[axis], MidpointRounding.AwayFromZero))];
        }

        var resized = x.Dimensions.Select(d => new ResizeAxis(d, d, 1)).ToArray();
        for (var k = 0; k < axes.Length; k++)
        {
            // A batch keeps its size.
            if (x.Batch.IsSeparate && axes[k] == 0 && sizes[k] == x.Batch.Size)
                continue;
            resized[axes[k]] = ResizeAxis.Make(x.Dimensions[axes[k]], sizes[k], scales[k]);
        }

        return resized;
    }
}
