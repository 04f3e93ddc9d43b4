namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>
/// Folds a ScaleShift (a batch norm, an added constant) into the convolution before it: s·(W·x + b) + t = (s·W)·x + (s·b + t),
/// row by row of W. Only where nothing else reads the convolution.
/// </summary>
internal static class ScaleShiftFolding
{
    /// <summary>Folds wherever possible.</summary>
    public static void Run(LayerGraph graph)
    {
        var readers = graph.CountReaders();
        // What took in a folded layer stands for it, so that a chain of them folds into one convolution.
        var standIns = new Dictionary<LayerNode, LayerNode>();
        foreach (var node in graph.Nodes)
        {
            if (node.Layer is not ScaleShift affine || node.Inputs[0] is not { } input)
                continue;
            var source = standIns.GetValueOrDefault(input, input);
            if (source.Layer is not Convolution convolution || readers[source] > 1)
                continue;
            source.Layer = Fold(convolution, affine);
            readers[source] = readers[node];
            standIns[node] = source;
        }

        graph.Bypass(standIns.Keys.ToHashSet());
    }

    private static Convolution Fold(Convolution convolution, ScaleShift affine)
    {
        var taps = convolution.Weights.Length / convolution.Bias.Length;
        var weights = convolution.Weights.ToArray();
        var bias = convolution.Bias.ToArray();
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var scale = affine.Scale[affine.Scale.Length == 1 ? 0 : channel];
            foreach (ref var weight in weights.AsSpan(channel * taps, taps))
                weight *= scale;
            bias[channel] = (float)(((double)bias[channel] * scale) + affine.Shift[affine.Shift.Length == 1 ? 0 : channel]);
        }

        return convolution with { Weights = [.. weights], Bias = [.. bias] };
    }
}
