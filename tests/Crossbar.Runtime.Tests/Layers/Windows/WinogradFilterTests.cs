using Crossbar.Runtime.Layers.Windows;
using Crossbar.Runtime.Vectors;

namespace Crossbar.Runtime.Tests.Layers.Windows;

public sealed class WinogradFilterTests
{
    // The widths that blocks have.
    [Theory]
    [InlineData(2, 16)]
    [InlineData(3, 32)]
    [InlineData(4, 16)]
    [InlineData(5, 32)]
    public void Products_at_the_points_restore_the_convolution(int taps, int width)
    {
        var random = new Random(taps);
        var height = WinogradFilter.BandHeight(taps);
        // DAC codes, and a column of the weights of two output columns.
        float[] lines = [.. Enumerable.Range(0, WinogradFilter.Points * width).Select(_ => (float)random.Next(256))];
        var weights = OneLayer.Numbers(random, 2 * taps, -1, 1);
        var values = new float[lines.Length];
        WinogradFilter.Transform(lines, width, 1, height, values);

        var products = new float[WinogradFilter.Points * 2 * width];
        for (var point = 0; point < WinogradFilter.Points; point++)
        {
            for (var column = 0; column < 2; column++)
            {
                var weight = WinogradFilter.Evaluate(point, [.. weights.Skip(column * taps).Take(taps).Select(w => (double)w)]);
                for (var x = 0; x < width; x++)
                    products[(((point * 2) + column) * width) + x] = (float)(weight * values[(point * width) + x]);
            }
        }

        var actual = new float[2 * height * width];
        WinogradFilter.Restore(products, 2, width, height, actual);
        for (var k = 0; k < actual.Length; k++)
        {
            var (column, y, x) = (k / (height * width), k / width % height, k % width);
            var expected = Enumerable.Range(0, taps).Sum(t => (double)weights[(column * taps) + t] * lines[((y + t) * width) + x]);
            // Products up to 2550/4 and powers up to 2^(m-1), m at most 5, rounded to 2^-24 of themselves.
            Assert.True(Math.Abs(expected - actual[k]) < 6 * 16 * 640 * 6e-8, $"{actual[k]} instead of {expected} in column {column}, line {y}");
        }
    }

    [Fact]
    public void Codes_are_transformed_without_rounding()
    {
        var random = new Random(1);
        int[] codes = [.. Enumerable.Range(0, 6 * 19).Select(_ => random.Next(1 << 16))];
        var values = new float[codes.Length];
        WinogradFilter.Transform([.. codes.Select(c => (float)c)], 19, 1, 4, values);
        for (var x = 0; x < 19; x++)
        {
            var d = Enumerable.Range(0, 6).Select(line => codes[(line * 19) + x]).ToArray();
            // The coefficients of (x² − 1)(x² − 4), x(x + 1)(x² − 4), x(x − 1)(x² − 4), and so on.
            float[] expected =
            [
                (4 * d[0]) - (5 * d[2]) + d[4],
                (-4 * d[1]) - (4 * d[2]) + d[3] + d[4],
                (4 * d[1]) - (4 * d[2]) - d[3] + d[4],
                (-2 * d[1]) - d[2] + (2 * d[3]) + d[4],
                (2 * d[1]) - d[2] - (2 * d[3]) + d[4],
                (4 * d[1]) - (5 * d[3]) + d[5],
            ];
            Assert.Equal(expected, Enumerable.Range(0, 6).Select(point => values[(point * 19) + x]));
        }
    }

    [Theory]
    [InlineData(3, 1, 1, 32, true)]
    [InlineData(5, 1, 1, 8, true)]
    [InlineData(3, 1, 1, 1, false)]
    [InlineData(3, 2, 1, 32, false)]
    [InlineData(3, 1, 2, 32, false)]
    [InlineData(1, 1, 1, 32, false)]
    [InlineData(7, 1, 1, 32, false)]
    public void Only_layers_that_gain_are_filtered(int kernel, int stride, int dilation, int size, bool filtered)
    {
        var window = new WindowGeometry(kernel, kernel) { StrideY = stride, DilationY = dilation };
        Assert.Equal(filtered, FilteredWindows.Pays(window, new TensorShape(4, size, size)));
    }
}
