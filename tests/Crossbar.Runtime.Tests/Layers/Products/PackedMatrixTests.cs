using System.Runtime.Intrinsics;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Tests.Layers.Products;

public sealed class PackedMatrixTests
{
    // Rows around the four-fold unrolling, columns around whole panels of eight.
    public static TheoryData<int, int> Sizes { get; } = new()
    {
        { 1, 1 }, { 2, 7 }, { 3, 8 }, { 4, 9 }, { 5, 16 }, { 27, 17 }, { 128, 64 }, { 145, 31 },
    };

    // The inputs [rows, BlockWidth] as an image: a row is a tap, and the four segments stand side by side.
    private static BlockSegments SideBySide => new(0, 8, 16, 24);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_register_width_gives_the_product(int rows, int columns)
    {
        var random = new Random(rows);
        var a = OneLayer.Numbers(random, rows * columns, -1, 1);
        var x = OneLayer.Numbers(random, rows * PackedMatrix.BlockWidth, -1, 1);
        var matrix = new PackedMatrix(rows, columns, (i, j) => a[(i * columns) + j]);
        var block = new float[matrix.PaddedColumns * PackedMatrix.BlockWidth];
        var vector = new float[matrix.PaddedColumns];
        float[] input = [.. Enumerable.Range(0, rows).Select(i => x[(i * PackedMatrix.BlockWidth) + 5])];

        matrix.MultiplySegments<LanesScalar>(x, Taps(rows), SideBySide, block);
        AssertBlock(a, x, rows, columns, block);
        matrix.MultiplyVector<LanesScalar>(input, vector);
        AssertVector(a, input, rows, columns, vector);
        if (Vector256.IsHardwareAccelerated)
        {
            Array.Fill(block, float.NaN);
            matrix.MultiplySegments<Lanes256>(x, Taps(rows), SideBySide, block);
            AssertBlock(a, x, rows, columns, block);
            Array.Fill(vector, float.NaN);
            matrix.MultiplyVector<Lanes256>(input, vector);
            AssertVector(a, input, rows, columns, vector);
        }

        if (Lanes512.IsSupported)
        {
            Array.Fill(block, float.NaN);
            matrix.MultiplyPairs<Lanes512>(x, Taps(rows), SideBySide, block);
            AssertBlock(a, x, rows, columns, block);
            Array.Fill(block, float.NaN);
            matrix.MultiplyPairs<SplitLanes512>(x, Taps(rows), SideBySide, block);
            AssertBlock(a, x, rows, columns, block);
        }

        Array.Fill(block, float.NaN);
        matrix.MultiplyBlock(x, Taps(rows), SideBySide, block);
        AssertBlock(a, x, rows, columns, block);
        Array.Fill(vector, float.NaN);
        matrix.MultiplyVector(input, vector);
        AssertVector(a, input, rows, columns, vector);
    }

    [Fact]
    public void Too_little_room_is_refused()
    {
        var matrix = new PackedMatrix(3, 9, (_, _) => 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.MultiplyVector(new float[2], new float[16]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.MultiplyVector(new float[3], new float[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.MultiplyBlock(new float[95], Taps(3), SideBySide, new float[16 * 32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.MultiplyBlock(new float[96], Taps(3), SideBySide, new float[(16 * 32) - 1]));
    }

    private static int[] Taps(int rows) => [.. Enumerable.Range(0, rows).Select(i => i * PackedMatrix.BlockWidth)];

    private static void AssertBlock(float[] a, float[] x, int rows, int columns, float[] actual)
    {
        const int Width = PackedMatrix.BlockWidth;
        for (var p = 0; p < Width; p++)
        {
            float[] input = [.. Enumerable.Range(0, rows).Select(i => x[(i * Width) + p])];
            AssertVector(a, input, rows, columns, [.. Enumerable.Range(0, actual.Length / Width).Select(j => actual[(j * Width) + p])]);
        }
    }

    private static void AssertVector(float[] a, float[] x, int rows, int columns, float[] actual)
    {
        for (var j = 0; j < actual.Length; j++)
        {
            double expected = 0, magnitude = 0;
            for (var i = 0; i < rows && j < columns; i++)
            {
                expected += (double)x[i] * a[(i * columns) + j];
                magnitude += Math.Abs((double)x[i] * a[(i * columns) + j]);
            }

            // Each of the additions rounds to 2^-24 of a partial sum no greater than the sum of magnitudes.
            Assert.True(Math.Abs(expected - actual[j]) <= rows * 6e-8 * magnitude, $"column {j}: {actual[j]} instead of {expected}");
        }
    }
}
