namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>How line buffers walk over an image with its padding, one position per cycle, and where windows are whole.</summary>
/// <param name="Window">How the window slides.</param>
/// <param name="Input">The image, [C, H, W].</param>
/// <param name="Output">The windows' positions, [N, H, W].</param>
internal sealed record WindowWalk(WindowGeometry Window, TensorShape Input, TensorShape Output)
{
    /// <summary>Rows below the image, so that the last window ends inside.</summary>
    public int Bottom => Math.Max(Window.PadBottom, LastY + 1 - Input.Height - Window.PadTop);

    /// <summary>Columns right of the image, likewise.</summary>
    public int Right => Math.Max(Window.PadRight, LastX + 1 - Input.Width - Window.PadLeft);

    /// <summary>Rows of the padded image.</summary>
    public int Height => Window.PadTop + Input.Height + Bottom;

    /// <summary>Columns of the padded image.</summary>
    public int Width => Window.PadLeft + Input.Width + Right;

    /// <summary>Positions that it walks over.</summary>
    public int Positions => Height * Width;

    private int FirstY => (Window.KernelHeight - 1) * Window.DilationY;

    private int FirstX => (Window.KernelWidth - 1) * Window.DilationX;

    private int LastY => FirstY + ((Output.Height - 1) * Window.StrideY);

    private int LastX => FirstX + ((Output.Width - 1) * Window.StrideX);

    /// <summary>Whether a position is a pixel of the image.</summary>
    /// <param name="position">The position, row by row.</param>
    public bool IsPixel(int position) =>
        (uint)((position / Width) - Window.PadTop) < (uint)Input.Height && (uint)((position % Width) - Window.PadLeft) < (uint)Input.Width;

    /// <summary>Whether a position is the last one of a window.</summary>
    /// <param name="position">The position, row by row.</param>
    public bool EndsWindow(int position) => Ends(position / Width, FirstY, LastY, Window.StrideY) && Ends(position % Width, FirstX, LastX, Window.StrideX);

    /// <summary>How many pixels must have come before a window is whole.</summary>
    /// <param name="window">The window, from 0.</param>
    public int PixelsFor(int window)
    {
        var y = (window / Output.Width * Window.StrideY) + FirstY - Window.PadTop;
        var x = (window % Output.Width * Window.StrideX) + FirstX - Window.PadLeft;
        // A window of nothing but padding waits for the image's first pixel.
        return y >= Input.Height ? Input.Height * Input.Width : y < 0 ? 1 : Math.Max(1, (y * Input.Width) + Math.Clamp(x + 1, 0, Input.Width));
    }

    private static bool Ends(int place, int first, int last, int stride) => place >= first && place <= last && (place - first) % stride == 0;
}
