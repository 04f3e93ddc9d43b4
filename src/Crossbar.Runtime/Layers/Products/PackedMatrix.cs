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
        _panels = Panels.Pack(rows, columns, PanelWidth, element);
    }

    /// <summary>Number of rows: the length of an input vector.</summary>
    public int Rows { get; }

    /// <summary>Number of columns: the length of an output vector.</summary>
    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int PanelCount => (Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>
    /// Products of the input vectors of one block with all panels: element i of the vector at lane l of segment s is
    /// image[segments[s] + taps[i] + l].
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    /// <param name="outputs">Receives [panels · 8, positions of the block].</param>
    public void Multiply(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, Span<float> outputs)
    {
        Check(image.Length, taps, segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, PanelCount * PanelWidth * segments.Width, nameof(outputs));
        fixed (float* x = image, y = outputs)
            Multiply(x, taps, segments, 0, PanelCount, y);
    }

    /// <summary>Makes sure that a block's windows lie in an image.</summary>
    /// <param name="imageLength">Length of the image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    public void Check(int imageLength, TapOffsets taps, BlockSegments segments)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Span.Length, Rows, nameof(taps));
        ArgumentOutOfRangeException.ThrowIfLessThan(imageLength, segments.Highest + taps.Highest + SegmentWidth, nameof(imageLength));
    }

    /// <summary>Products with neighbouring panels, after <see cref="Check"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panelCount">How many panels.</param>
    /// <param name="outputs">Receives [panels · 8, positions of the block].</param>
    public void Multiply(float* image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, float* outputs)
    {
        if (!Lanes512.IsSupported)
        {
            if (Lanes256.IsSupported)
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
    internal void MultiplyPairs<T>(float* image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, float* outputs)
        where T : struct, IPairLanes<T>
    {
        float* first = image + segments.First, second = image + segments.Second;
        fixed (float* panels = _panels)
        fixed (int* offsets = taps.Span)
        {
            for (var p = 0; p < panelCount; p++)
            {
                var a = panels + ((firstPanel + p) * PanelWidth * Rows);
                var y = outputs + (p * PanelWidth * segments.Width);
                if (segments.Count == 4)
                {
                    PanelKernels.FourSegments<T>(Rows, a, offsets, first, second, image + segments.Third, image + segments.Fourth, y);
                }
                else if (p + 1 < panelCount)
                {
                    PanelKernels.TwoPanels<T>(Rows, a, offsets, first, second, y);
                    p++;
                }
                else
                {
                    PanelKernels.TwoSegments<T>(Rows, a, offsets, first, second, y);
                }
            }
        }
    }

    /// <summary>The same in registers of one segment or less.</summary>
    internal void MultiplySegments<T>(float* image, TapOffsets taps, BlockSegments segments, int firstPanel, int panelCount, float* outputs)
        where T : struct, ILanes<T>
    {
        const int Half = PanelWidth / 2;
        fixed (float* panels = _panels)
        fixed (int* offsets = taps.Span)
        {
            for (var j = 0; j < panelCount * PanelWidth; j += Half)
            {
                var a = panels + (((firstPanel * PanelWidth) + (j / PanelWidth * PanelWidth)) * Rows) + (j % PanelWidth);
                var y = outputs + (j * segments.Width);
                PanelKernels.HalfPanel<T>(Rows, a, offsets, image + segments.First, image + segments.Second, y, segments.Width);
                if (segments.Count == 4)
                    PanelKernels.HalfPanel<T>(Rows, a, offsets, image + segments.Third, image + segments.Fourth, y + (2 * SegmentWidth), segments.Width);
            }
        }
    }
}
