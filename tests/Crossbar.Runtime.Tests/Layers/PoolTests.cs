namespace Crossbar.Runtime.Tests.Layers;

public sealed class PoolTests
{
    [Property]
    public void Pools_equal_the_definition_for_any_window(int seed) => Check(Create(new Random(seed)), new Random(~seed));

    [Fact]
    public void Padding_never_wins_a_maximum()
    {
        var window = new WindowGeometry(2, 2) { PadTop = 1, PadLeft = 1, StrideX = 2, StrideY = 2 };
        var pool = new MaxPool { Name = "p", Inputs = [0], OutputShape = new TensorShape(1, 1, 1), Window = window };
        Assert.Equal([-3f], OneLayer.Run(pool, new TensorShape(1, 1, 1), [-3]));
    }

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(false, 4f)]
    public void Padding_counts_in_a_mean_where_asked_for(bool countPadding, float expected)
    {
        var window = new WindowGeometry(2, 2) { PadTop = 1, PadLeft = 1 };
        var pool = new AveragePool { Name = "p", Inputs = [0], OutputShape = new TensorShape(1, 1, 1), Window = window, CountPadding = countPadding };
        Assert.Equal([expected], OneLayer.Run(pool, new TensorShape(1, 1, 1), [4]));
    }

    // Ceil mode lets a window reach past the padding; what lies there counts in no divisor.
    [Fact]
    public void What_lies_beyond_the_padding_never_counts()
    {
        var window = new WindowGeometry(1, 3) { StrideX = 3, PadRight = 1 };
        var pool = new AveragePool { Name = "p", Inputs = [0], OutputShape = new TensorShape(1, 1, 2), Window = window, CountPadding = true };
        Assert.Equal([2f, 2f], OneLayer.Run(pool, new TensorShape(1, 1, 4), [1, 2, 3, 4]));
    }

    private static (WindowGeometry Window, TensorShape Input, TensorShape Output) Create(Random random)
    {
        var ceil = random.Next(2) == 0;
        while (true)
        {
            var window = ConvolutionCase.AnyWindow(random);
            var input = new TensorShape(
                random.Next(1, 4),
                ((window.KernelHeight - 1) * window.DilationY) + 1 + random.Next(8),
                ((window.KernelWidth - 1) * window.DilationX) + 1 + random.Next(8));
            var output = new TensorShape(
                input.Channels,
                Reference.OutputSize(input.Height, window.PadTop, window.PadBottom, window.KernelHeight, window.DilationY, window.StrideY, ceil),
                Reference.OutputSize(input.Width, window.PadLeft, window.PadRight, window.KernelWidth, window.DilationX, window.StrideX, ceil));
            if (EveryWindowMeetsTheImage(window, input, output))
                return (window, input, output);
        }
    }

    private static bool EveryWindowMeetsTheImage(WindowGeometry window, TensorShape input, TensorShape output)
    {
        var x = new float[input.Length];
        for (var p = 0; p < output.Height * output.Width; p++)
        {
            if (Reference.Window(window, input, x, 0, p / output.Width, p % output.Width).Inside.Count == 0)
                return false;
        }

        return true;
    }

    private static void Check((WindowGeometry Window, TensorShape Input, TensorShape Output) shapes, Random random)
    {
        var (window, input, output) = shapes;
        var x = OneLayer.Numbers(random, input.Length, -1, 1);
        var max = OneLayer.Run(new MaxPool { Name = "p", Inputs = [0], OutputShape = output, Window = window }, input, x);
        var mean = OneLayer.Run(new AveragePool { Name = "p", Inputs = [0], OutputShape = output, Window = window }, input, x);
        var padded = OneLayer.Run(new AveragePool { Name = "p", Inputs = [0], OutputShape = output, Window = window, CountPadding = true }, input, x);
        var k = 0;
        for (var c = 0; c < output.Channels; c++)
        {
            for (var oy = 0; oy < output.Height; oy++)
            {
                for (var ox = 0; ox < output.Width; ox++, k++)
                {
                    var (inside, taps) = Reference.Window(window, input, x, c, oy, ox);
                    var what = $"{input} -> {output}, {window}, element {k}";
                    Assert.True(inside.Max() == max[k], what);
                    Assert.True(Math.Abs(inside.Average() - mean[k]) < 1e-6, what);
                    Assert.True(Math.Abs((inside.Sum() / taps) - padded[k]) < 1e-6, what);
                }
            }
        }
    }
}
