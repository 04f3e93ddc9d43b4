namespace Crossbar.Runtime.Layers;

/// <summary>How a window slides over [C, H, W]: what convolutions and poolings share. All sizes in pixels.</summary>
/// <param name="KernelHeight">Height of the window.</param>
/// <param name="KernelWidth">Width of the window.</param>
public sealed record WindowGeometry(int KernelHeight, int KernelWidth)
{
    /// <summary>Vertical step between outputs.</summary>
    public int StrideY { get; init; } = 1;

    /// <summary>Horizontal step between outputs.</summary>
    public int StrideX { get; init; } = 1;

    /// <summary>Vertical distance between the window's taps.</summary>
    public int DilationY { get; init; } = 1;

    /// <summary>Horizontal distance between the window's taps.</summary>
    public int DilationX { get; init; } = 1;

    /// <summary>Rows of padding above the image.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns of padding left of the image.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows of padding below the image.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns of padding right of the image.</summary>
    public int PadRight { get; init; }

    /// <summary>A window of one pixel: what dense layers are.</summary>
    public static WindowGeometry Point { get; } = new(1, 1);

    /// <summary>Number of taps of the window.</summary>
    public int Taps => KernelHeight * KernelWidth;
}
