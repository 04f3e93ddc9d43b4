using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>
/// Pooling. Padding is a node of its own, since operators take less of it than ceil mode can need; a mean over windows of which not all count
/// alike is a sum divided by a constant.
/// </summary>
internal static class PoolExport
{
    public static ExportedValue Run(LayerExport export, MaxPool layer)
    {
        var window = new WindowPlacement(layer.Window, export.InputShapes[0], layer.OutputShape);
        var image = window.Padded(export, window.Image(export), float.NegativeInfinity);
        return window.Result(export, export.Node("MaxPool", [image], window.Kernel, window.Strides, window.Dilations));
    }

    public static ExportedValue Run(LayerExport export, AveragePool layer)
    {
        var window = new WindowPlacement(layer.Window, export.InputShapes[0], layer.OutputShape);
        var image = window.Padded(export, window.Image(export), 0);
        var divisors = layer.Divisors(window.Input);
        if (layer.Window is { DilationX: 1, DilationY: 1 } && divisors.All(divisor => divisor == layer.Window.Taps))
            return window.Result(export, export.Node("AveragePool", [image], window.Kernel, window.Strides));
        var channels = window.Input.Channels;
        float[] ones = [.. Enumerable.Repeat(1f, channels * layer.Window.Taps)];
        var weights = export.Graph.Numbers("ones", ones, channels, 1, layer.Window.KernelHeight, layer.Window.KernelWidth);
        var sums = export.Node("Conv", [image, weights], window.Kernel, window.Strides, window.Dilations, ("group", channels));
        var taps = export.Graph.Numbers("divisors", divisors.AsSpan(), 1, 1, window.Output.Height, window.Output.Width);
        return window.Result(export, export.Node("Div", [sums, taps]));
    }
}
