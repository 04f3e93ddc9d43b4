using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>A window over an image as operators describe it: with the padding that gives the layer's output and no more.</summary>
internal sealed class WindowPlacement
{
    private readonly WindowGeometry _window;

    /// <summary>Places a window.</summary>
    /// <param name="window">How it slides.</param>
    /// <param name="input">Shape of the image.</param>
    /// <param name="output">Shape of the layer's output.</param>
    public WindowPlacement(WindowGeometry window, TensorShape input, TensorShape output)
    {
        _window = window;
        Input = input;
        Output = output;
        Bottom = After(output.Height, window.StrideY, window.KernelHeight, window.DilationY, input.Height, window.PadTop);
        Right = After(output.Width, window.StrideX, window.KernelWidth, window.DilationX, input.Width, window.PadLeft);
    }

    /// <summary>Shape of the image.</summary>
    public TensorShape Input { get; }

    /// <summary>Shape of the layer's output.</summary>
    public TensorShape Output { get; }

    /// <summary>Rows that the last windows need below the image.</summary>
    public int Bottom { get; }

    /// <summary>Columns that the last windows need right of the image.</summary>
    public int Right { get; }

    /// <summary>Whether there is one window of one pixel: the image is a vector.</summary>
    public bool IsPoint => Input.Height * Input.Width == 1 && Output.Height * Output.Width == 1 && _window.Taps == 1 && !IsPadded;

    /// <summary>Whether windows reach beyond the image.</summary>
    public bool IsPadded => _window.PadTop + _window.PadLeft + Bottom + Right > 0;

    /// <summary>The attribute kernel_shape.</summary>
    public (string Name, object Value) Kernel => ("kernel_shape", new[] { _window.KernelHeight, _window.KernelWidth });

    /// <summary>The attribute strides.</summary>
    public (string Name, object Value) Strides => ("strides", new[] { _window.StrideY, _window.StrideX });

    /// <summary>The attribute dilations.</summary>
    public (string Name, object Value) Dilations => ("dilations", new[] { _window.DilationY, _window.DilationX });

    /// <summary>The attribute pads.</summary>
    public (string Name, object Value) Pads => ("pads", new[] { _window.PadTop, _window.PadLeft, Bottom, Right });

    /// <summary>The image [N, C, H, W].</summary>
    public string Image(LayerExport export) => export.Graph.Shaped(export.Input, Input.Channels, Input.Height, Input.Width);

    /// <summary>An image with its padding around it.</summary>
    /// <param name="export">The layer.</param>
    /// <param name="image">The image.</param>
    /// <param name="value">What the padding is.</param>
    public string Padded(LayerExport export, string image, float value) => !IsPadded ? image : export.Node(
        "Pad", [image, export.Graph.Integers(0, 0, _window.PadTop, _window.PadLeft, 0, 0, Bottom, Right), export.Graph.Number("padding", value)]);

    /// <summary>The layer's output from a tensor [N, C, Ho, Wo].</summary>
    public ExportedValue Result(LayerExport export, string tensor) => export.Result(tensor, Output.Channels, Output.Height, Output.Width);

    private static int After(int positions, int stride, int taps, int dilation, int size, int before) =>
        Math.Max(0, ((positions - 1) * stride) + ((taps - 1) * dilation) + 1 - size - before);
}
