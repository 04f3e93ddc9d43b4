using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns] laid out for products y = xᵀ·A with many x at once: panels of eight columns, each panel row-major, so
/// that a kernel reads it from front to back. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    /// <summary>Number of neighbouring positions that are read together.</summary>
    public const int SegmentWidth = 8;

    /// <summary>Number of columns that are computed together.</summary>
    public const int PanelWidth = 8;

    private readonly float[] _panels;

    /// <summary>Packs a matrix.</summary>
    /// <param name="rows">Number of rows K.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="element">The element at (row, column).</param>
    public PackedMatrix(int rows, int columns, Func<int, int, double> element)
    {
        Rows = rows;
        Columns = columns;
        _panels = GC.AllocateArray<float>(PanelCount * PanelWidth * rows, pinned: true);
        for (var j = 0; j < columns; j++)
        {
            var panel = _panels.AsSpan(j / PanelWidth * PanelWidth * rows);
            for (var i = 0; i < rows; i++)
                panel[(i * PanelWidth) + (j % PanelWidth)] = (float)element(i, j);
        }
    }

    /// <summary>Number of rows: the length of an input vector.</summary>
    public int Rows { get; }

    /// <summary>Number of columns: the length of an output vector.</summary>
    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int PanelCount => (Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>
    /// Products of the input vectors of one block with neighbouring panels: element i of the vector at lane l of segment s is
    /// image[segments[s] + taps[i] + l].
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panelCount">How many panels.</param>
    /// <param name="outputs">Receives [panels · 8, positions of the block].</param>
    public void Multiply(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, Span<float> outputs)
    {
        if (!Lanes512.IsSupported)
        {
            if (Vector256.IsHardwareAccelerated)
                MultiplySegments<Lanes256>(image, taps, segments, firstPanel, panelCount, outputs);
            else
                MultiplySegments<LanesScalar>(image, taps, segments, firstPanel, panelCount, outputs);
        }
        else if (segments.AreJoined)
        {
            MultiplyPairs<Lanes512>(image, taps, segments, firstPanel, panelCount, outputs);
        }
        else
        {
            MultiplyPairs<SplitLanes512>(image, taps, segments, firstPanel, panelCount, outputs);
        }
    }

    /// <summary>The same in registers of two segments.</summary>
    internal void MultiplyPairs<T>(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, Span<float> outputs)
        where T : struct, IPairLanes<T>
    {
        Check(image, taps, segments, firstPanel, panelCount, outputs);
        fixed (float* x = image, y = outputs, a = _panels)
        fixed (int* offsets = taps.Span)
        {
            for (var p = 0; p < panelCount; p++)
            {
                var panel = a + ((firstPanel + p) * PanelWidth * Rows);
                var output = y + (p * PanelWidth * segments.Width);
                if (segments.Count == 4)
                    PanelKernels.FourSegments<T>(Rows, panel, offsets, x + segments.First, x + segments.Second, x + segments.Third, x + segments.Fourth, output);
                else if (p + 1 < panelCount)
                    PanelKernels.TwoPanels<T>(Rows, a + ((firstPanel + p++) * PanelWidth * Rows), offsets, x + segments.First, x + segments.Second, output);
                else
                    PanelKernels.TwoSegments<T>(Rows, panel, offsets, x + segments.First, x + segments.Second, output);
            }
        }
    }

    /// <summary>The same in registers of one segment or less.</summary>
    internal void MultiplySegments<T>(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, Span<float> outputs)
        where T : struct, ILanes<T>
    {
        const int Half = PanelWidth / 2;
        Check(image, taps, segments, firstPanel, panelCount, outputs);
        fixed (float* x = image, y = outputs, a = _panels)
        fixed (int* offsets = taps.Span)
        {
            for (var j = 0; j < panelCount * PanelWidth; j += Half)
            {
                var panel = a + (((firstPanel * PanelWidth) + (j / PanelWidth * PanelWidth)) * Rows) + (j % PanelWidth);
                var output = y + (j * segments.Width);
                PanelKernels.HalfPanel<T>(Rows, panel, offsets, x + segments.First, x + segments.Second, output, segments.Width);
                if (segments.Count == 4)
                    PanelKernels.HalfPanel<T>(Rows, panel, offsets, x + segments.Third, x + segments.Fourth, output + (2 * SegmentWidth), segments.Width);
            }
        }
    }

    // The kernels read without checks.
    private void Check(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Span.Length, Rows, nameof(taps));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPanel + panelCount, PanelCount, nameof(panelCount));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, panelCount * PanelWidth * segments.Width, nameof(outputs));
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Length, segments.Highest + taps.Highest + SegmentWidth, nameof(image));
    }
}
