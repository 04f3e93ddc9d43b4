namespace Crossbar.Runtime.Layers.Products;

/// <summary>
/// A constant matrix [rows, columns], or several of one size (sheets), laid out for products y = xᵀ·A with many x at once: panels of eight
/// columns, each panel sheet by sheet and row-major, so that a kernel reads it from front to back. Columns are padded with zeros to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    /// <summary>Number of neighbouring positions that are read together.</summary>
    public const int SegmentWidth = 8;

    /// <summary>Number of columns that are computed together.</summary>
    public const int PanelWidth = 8;

    private readonly AlignedMemory _panels;

    /// <summary>Packs matrices.</summary>
    /// <param name="sheets">Number of sheets.</param>
    /// <param name="rows">Number of rows K.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="element">The element at (sheet, row, column).</param>
    public PackedMatrix(int sheets, int rows, int columns, Func<int, int, int, double> element)
    {
        Sheets = sheets;
        Rows = rows;
        Columns = columns;
        PanelCount = (columns + PanelWidth - 1) / PanelWidth;
        _panels = Panels.Pack(sheets * rows, columns, PanelWidth, (i, j) => element(i / rows, i % rows, j));
    }

    /// <summary>Number of matrices.</summary>
    public int Sheets { get; }

    /// <summary>Number of rows: the length of an input vector.</summary>
    public int Rows { get; }

    /// <summary>Number of columns: the length of an output vector.</summary>
    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int PanelCount { get; }

    /// <summary>
    /// Products of the input vectors of one block with all panels: element i of the vector at lane l of segment s is
    /// image[segments[s] + taps[i] + l], and <paramref name="advance"/> further for each sheet.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    /// <param name="advance">How far the segments of the next sheet are.</param>
    /// <param name="outputs">Receives [sheets, panels · 8, positions of the block].</param>
    public void Multiply(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int advance, Span<float> outputs) =>
        Multiply(image, taps, segments, advance, 0, PanelCount, outputs);

    /// <summary>Products with neighbouring panels.</summary>
    /// <param name="image">The image.</param>
    /// <param name="taps">Where each row's element lies, relative to a segment.</param>
    /// <param name="segments">Where the segments begin.</param>
    /// <param name="advance">How far the segments of the next sheet are.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panelCount">How many panels.</param>
    /// <param name="outputs">Receives [sheets, panels · 8, positions of the block].</param>
    public void Multiply(ReadOnlySpan<float> image, TapOffsets taps, BlockSegments segments, int advance, int firstPanel, int panelCount, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Span.Length, Rows, nameof(taps));
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Length, ((Sheets - 1) * advance) + segments.Highest + taps.Highest + SegmentWidth, nameof(image));
        ArgumentOutOfRangeException.ThrowIfNegative(firstPanel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPanel + panelCount, PanelCount, nameof(panelCount));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, Sheets * panelCount * PanelWidth * segments.Width, nameof(outputs));
        fixed (float* x = image, y = outputs)
        {
            if (!Lanes512.IsSupported)
            {
                if (Lanes256.IsSupported)
                    MultiplySegments<Lanes256>(x, taps, in segments, advance, firstPanel, panelCount, y);
                else if (Lanes128.IsSupported)
                    MultiplySegments<Lanes128>(x, taps, in segments, advance, firstPanel, panelCount, y);
                else
                    MultiplySegments<LanesScalar>(x, taps, in segments, advance, firstPanel, panelCount, y);
            }
            else if (segments.AreJoined)
            {
                MultiplyPairs<Lanes512>(x, taps, in segments, advance, firstPanel, panelCount, y);
            }
            else
            {
                MultiplyPairs<SplitLanes512>(x, taps, in segments, advance, firstPanel, panelCount, y);
            }
        }
    }

    /// <summary>The same in registers of two segments.</summary>
    internal void MultiplyPairs<T>(float* image, TapOffsets taps, in BlockSegments segments, int advance, int firstPanel, int panelCount, float* outputs)
        where T : struct, IPairLanes<T>
    {
        float* first = image + segments.First, second = image + segments.Second;
        var panelLength = Sheets * Rows * PanelWidth;
        var outputLength = PanelWidth * segments.Width;
        var distance = panelCount * outputLength;
        var panels = _panels.Pointer;
        fixed (int* offsets = taps.Span)
        {
            for (var p = 0; p < panelCount; p++)
            {
                var a = panels + ((firstPanel + p) * panelLength);
                var y = outputs + (p * outputLength);
                if (segments.Count == 4)
                {
                    PanelKernels.FourSegments<T>(Sheets, Rows, a, offsets, first, second, image + segments.Third, image + segments.Fourth, advance, y, distance);
                }
                else if (p + 1 < panelCount)
                {
                    PanelKernels.TwoPanels<T>(Sheets, Rows, a, offsets, first, second, advance, y, distance);
                    p++;
                }
                else
                {
                    PanelKernels.TwoSegments<T>(Sheets, Rows, a, offsets, first, second, advance, y, distance);
                }
            }
        }
    }

    /// <summary>The same in registers of one segment or less.</summary>
    internal void MultiplySegments<T>(float* image, TapOffsets taps, in BlockSegments segments, int advance, int firstPanel, int panelCount, float* outputs)
        where T : struct, ILanes<T>
    {
        const int Half = PanelWidth / 2;
        var panels = _panels.Pointer;
        fixed (int* offsets = taps.Span)
        {
            for (var sheet = 0; sheet < Sheets; sheet++, image += advance)
            {
                for (var j = 0; j < panelCount * PanelWidth; j += Half)
                {
                    var panel = firstPanel + (j / PanelWidth);
                    var a = panels + ((((panel * Sheets) + sheet) * Rows * PanelWidth) + (j % PanelWidth));
                    var y = outputs + (((sheet * panelCount * PanelWidth) + j) * segments.Width);
                    PanelKernels.HalfPanel<T>(Rows, a, offsets, image + segments.First, image + segments.Second, y, segments.Width);
                    if (segments.Count == 4)
                        PanelKernels.HalfPanel<T>(Rows, a, offsets, image + segments.Third, image + segments.Fourth, y + (2 * SegmentWidth), segments.Width);
                }
            }
        }
    }
}
