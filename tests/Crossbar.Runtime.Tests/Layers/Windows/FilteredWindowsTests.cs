using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Tests.Layers.Windows;

public sealed class FilteredWindowsTests
{
    // A tile that begins and ends amid a channel, on images with one, two and four segments a line and broken bands.
    [Theory]
    [InlineData(8, 8, 3)]
    [InlineData(16, 16, 3)]
    [InlineData(32, 32, 3)]
    [InlineData(7, 7, 3)]
    [InlineData(13, 21, 5)]
    [InlineData(10, 9, 2)]
    [InlineData(9, 40, 4)]
    public void Products_are_single_precisions_best_of_full_scale(int height, int width, int kernel)
    {
        const int Channels = 9, Columns = 17;
        var random = new Random(height + kernel);
        var window = new WindowGeometry(kernel, kernel) { PadTop = kernel / 2, PadLeft = kernel / 2 };
        var (input, output) = (new TensorShape(Channels, height, width), new TensorShape(Columns, height - 1, width - 1));
        var (firstRow, rows) = (kernel + 1, (Channels * window.Taps) - (2 * kernel) - 3);
        var weights = OneLayer.Numbers(random, rows * Columns, -0.4f, 1);
        float[] codes = [.. Enumerable.Range(0, input.Length).Select(_ => (float)random.Next(256))];

        var windows = WindowProducts.For(window, input, output, 1, inputsAreCodes: true);
        Assert.IsType<FilteredWindows>(windows);
        var matrix = windows.Pack(0, firstRow, rows, Columns, (i, j) => weights[(i * Columns) + j]);
        var workspace = new float[windows.WorkspaceLength];
        var products = new float[matrix.PaddedColumns * windows.BlockWidth];
        windows.LayOut(codes, null, 3, workspace);
        var seen = 0;
        for (var block = 0; block < windows.BlockCount; block++)
        {
            matrix.Multiply(workspace, block, products);
            foreach (var run in windows.RunsOf(block).ToArray())
            {
                for (var k = 0; k < run.Count; k++, seen++)
                    AssertColumn(run.Position + k, run.Lane + k);
            }
        }

        Assert.Equal(output.Height * output.Width, seen);

        void AssertColumn(int position, int lane)
        {
            for (var j = 0; j < Columns; j++)
            {
                double expected = 0, fullScale = 0;
                for (var i = 0; i < rows; i++)
                {
                    expected += (double)weights[(i * Columns) + j] * Code(firstRow + i, position);
                    fullScale += 255 * Math.Abs((double)weights[(i * Columns) + j]);
                }

                var actual = products[(j * windows.BlockWidth) + lane];
                Assert.True(Math.Abs(expected - actual) < 1e-6 * fullScale, $"{actual} instead of {expected} at {position}, column {j}");
            }
        }

        double Code(int row, int position)
        {
            var (channel, tap) = Math.DivRem(row, window.Taps);
            var y = (position / output.Width) - window.PadTop + (tap / kernel);
            var x = (position % output.Width) - window.PadLeft + (tap % kernel);
            return y < 0 || y >= height || x < 0 || x >= width ? 3 : codes[(((channel * height) + y) * width) + x];
        }
    }
}
