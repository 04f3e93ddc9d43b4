using Crossbar.Runtime.Layers.Products;
using Crossbar.Runtime.Vectors;

namespace Crossbar.Runtime.Tests.Layers.Products;

public sealed unsafe class PackedMatrixTests
{
    // Columns around whole panels of eight, and around pairs of panels.
    public static TheoryData<int, int, int> Sizes { get; } = new()
    {
        { 1, 1, 4 }, { 2, 7, 4 }, { 3, 8, 4 }, { 4, 9, 4 }, { 27, 17, 4 }, { 128, 64, 4 }, { 145, 31, 4 },
        { 1, 1, 2 }, { 3, 8, 2 }, { 4, 9, 2 }, { 5, 16, 2 }, { 27, 17, 2 }, { 128, 64, 2 }, { 9, 33, 2 },
    };

    private const int Sheets = 3;
    private const int Advance = 5;

    private delegate void Product(float* image, TapOffsets taps, in BlockSegments segments, int advance, int firstPanel, int panelCount, float* outputs);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_register_width_gives_the_product(int rows, int columns, int segmentCount)
    {
        var random = new Random(rows);
        var segments = SideBySide(segmentCount);
        // Three sheets, the segments of each five further.
        var a = OneLayer.Numbers(random, Sheets * rows * columns, -1, 1);
        var x = OneLayer.Numbers(random, (rows * segments.Width) + ((Sheets - 1) * Advance), -1, 1);
        var matrix = new PackedMatrix(Sheets, rows, columns, (sheet, i, j) => a[(((sheet * rows) + i) * columns) + j]);
        AssertProduct(matrix.MultiplySegments<LanesScalar>, matrix, a, x, segments);
        if (Lanes128.IsSupported)
            AssertProduct(matrix.MultiplySegments<Lanes128>, matrix, a, x, segments);
        if (Lanes256.IsSupported)
            AssertProduct(matrix.MultiplySegments<Lanes256>, matrix, a, x, segments);
        if (Lanes512.IsSupported)
        {
            AssertProduct(matrix.MultiplyPairs<Lanes512>, matrix, a, x, segments);
            AssertProduct(matrix.MultiplyPairs<SplitLanes512>, matrix, a, x, segments);
        }

        AssertProduct(
            (float* image, TapOffsets taps, in BlockSegments s, int advance, int firstPanel, int panelCount, float* outputs) =>
                matrix.Multiply(x, taps, s, advance, firstPanel, panelCount, new Span<float>(outputs, Sheets * panelCount * PackedMatrix.PanelWidth * s.Width)),
            matrix, a, x, segments);
    }

    [Fact]
    public void Segments_may_lie_anywhere()
    {
        var random = new Random(1);
        float[] a = OneLayer.Numbers(random, 3 * 5, -1, 1), x = OneLayer.Numbers(random, 100, -1, 1);
        var matrix = new PackedMatrix(1, 3, 5, (_, i, j) => a[(i * 5) + j]);
        var outputs = new float[8 * 32];
        matrix.Multiply(x, new TapOffsets([0, 7, 2]), BlockSegments.Of([60, 3, 41, 20]), 0, outputs);
        foreach (var (segment, start) in new[] { 60, 3, 41, 20 }.Index())
        {
            for (var lane = 0; lane < 8; lane++)
                Exact.AssertProduct(a, [x[start + lane], x[start + lane + 7], x[start + lane + 2]], 5, j => outputs[(j * 32) + (segment * 8) + lane]);
        }
    }

    [Fact]
    public void Too_little_room_is_refused()
    {
        var matrix = new PackedMatrix(1, 3, 9, (_, _, _) => 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Multiply(new float[95], Taps(3, 32), SideBySide(4), 0, new float[16 * 32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Multiply(new float[96], Taps(3, 32), SideBySide(4), 0, new float[(16 * 32) - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Multiply(new float[96], Taps(2, 32), SideBySide(4), 0, new float[16 * 32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TapOffsets([0, -1]));
    }

    private static void AssertProduct(Product multiply, PackedMatrix matrix, float[] a, float[] x, BlockSegments segments)
    {
        var columns = matrix.PanelCount * PackedMatrix.PanelWidth;
        var outputs = new float[Sheets * columns * segments.Width];
        Array.Fill(outputs, float.NaN);
        fixed (float* image = x, y = outputs)
            multiply(image, Taps(matrix.Rows, segments.Width), segments, Advance, 0, matrix.PanelCount, y);
        for (var sheet = 0; sheet < Sheets; sheet++)
        {
            var length = matrix.Rows * matrix.Columns;
            for (var p = 0; p < segments.Width; p++)
            {
                float[] input = [.. Enumerable.Range(0, matrix.Rows).Select(i => x[(i * segments.Width) + p + (sheet * Advance)])];
                Exact.AssertProduct(a[(sheet * length)..((sheet + 1) * length)], input, matrix.Columns, j => outputs[(((sheet * columns) + j) * segments.Width) + p]);
                for (var j = matrix.Columns; j < columns; j++)
                    Assert.Equal(0, outputs[(((sheet * columns) + j) * segments.Width) + p]);
            }
        }
    }

    // The inputs [rows, width] as an image: a row is a tap, and the segments stand side by side.
    private static BlockSegments SideBySide(int count) => BlockSegments.Of([.. Enumerable.Range(0, count).Select(s => s * PackedMatrix.SegmentWidth)]);

    private static TapOffsets Taps(int rows, int width) => new([.. Enumerable.Range(0, rows).Select(i => i * width)]);
}
