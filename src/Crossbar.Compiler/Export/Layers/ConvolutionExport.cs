using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>A digital convolution.</summary>
internal static class ConvolutionExport
{
    public static ExportedValue Run(LayerExport export, Convolution layer)
    {
        var window = new WindowPlacement(layer.Window, export.InputShapes[0], layer.OutputShape);
        var weights = export.Graph.Numbers(
            "weights", layer.Weights.AsSpan(), layer.Outputs, window.Input.Channels / layer.Groups, layer.Window.KernelHeight, layer.Window.KernelWidth);
        string[] inputs = [window.Image(export), weights, export.Graph.Numbers("bias", layer.Bias.AsSpan(), layer.Outputs)];
        return window.Result(export, export.Node("Conv", inputs, window.Kernel, window.Strides, window.Dilations, window.Pads, ("group", layer.Groups)));
    }
}
