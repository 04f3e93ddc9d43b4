using Crossbar.Runtime.Layers.Depthwise;
using Crossbar.Runtime.Vectors;

namespace Crossbar.Runtime.Tests.Layers;

public sealed class ConvolutionTests
{
    [Property]
    public void Any_stride_padding_dilation_and_grouping_equals_the_definition(int seed)
    {
        var c = ConvolutionCase.Create(seed);
        AssertClose(c.Expected, OneLayer.Run(c.Digital(), c.Input, c.X), c.ToString());
    }

    [Property]
    public void Any_depthwise_and_grouped_layer_equals_the_definition(int seed)
    {
        var c = ConvolutionCase.CreateGrouped(seed);
        AssertClose(c.Expected, OneLayer.Run(c.Digital(), c.Input, c.X), c.ToString());
    }

    // Whole registers of channels or of lines, such as are partly filled, and none; images of any size, so that strips of positions end anywhere.
    [Property]
    public void Any_layer_of_one_output_per_channel_equals_the_definition(int seed)
    {
        var random = new Random(seed);
        var channels = random.Next(1, 40);
        var window = ConvolutionCase.AnyWindow(random);
        var longest = random.Next(2) == 0 ? 10 : 60;
        var input = new TensorShape(
            channels,
            ((window.KernelHeight - 1) * window.DilationY) + 1 + random.Next(10),
            ((window.KernelWidth - 1) * window.DilationX) + 1 + random.Next(longest));
        var output = new TensorShape(
            channels,
            Reference.OutputSize(input.Height, window.PadTop, window.PadBottom, window.KernelHeight, window.DilationY, window.StrideY),
            Reference.OutputSize(input.Width, window.PadLeft, window.PadRight, window.KernelWidth, window.DilationX, window.StrideX));
        var x = OneLayer.Numbers(random, input.Length, -1, 1);
        var weights = OneLayer.Numbers(random, channels * window.Taps, -1, 1);
        var bias = OneLayer.Numbers(random, channels, -1, 1);
        var layer = new Convolution { Name = "c", Inputs = [0], OutputShape = output, Window = window, Groups = channels, Weights = [.. weights], Bias = [.. bias] };
        AssertClose(Reference.Convolve(window, input, output, channels, x, weights, bias), OneLayer.Run(layer, input, x), $"{input} -> {output}, {window}");
        var hasRegisters = Lanes512.IsSupported || Lanes256.IsSupported || Lanes128.IsSupported;
        var kernel = layer.Prepare(new LayerContext(0, [input], new HardwareDesign(), new CrossbarOptions()));
        Assert.Equal(output.Width >= 16, kernel is DepthwiseLinesKernel);
        Assert.Equal(output.Width < 16 && hasRegisters && channels > 1, kernel is DepthwiseKernel);
    }

    // Every way to store outputs: with and without a sum and limits, of lines and blocks of any length.
    [Property]
    public void A_sum_and_limits_behind_a_layer_are_those_of_its_values(int seed)
    {
        var c = seed % 2 == 0 ? ConvolutionCase.Create(seed, maxSize: 40) : ConvolutionCase.CreateGrouped(seed);
        var limits = new Unary { Name = "clip", Inputs = [2], OutputShape = c.Output, Function = UnaryFunction.Clip, Alpha = -0.3f, Beta = 0.4f };
        var other = c.Digital() with { Name = "other", Weights = [.. c.Weights.Select(w => -w / 2)] };
        var design = new NetworkDesign
        {
            InputShape = c.Input,
            Layers = [other, c.Digital(), new Add { Name = "add", Inputs = [1, 2], OutputShape = c.Output }, limits with { Inputs = [3] }],
            Hardware = new HardwareDesign(),
        };
        var y = new float[c.Output.Length];
        new CrossbarNetwork(design).Predict(c.X, y);
        Assert.Equal(new CrossbarNetwork(design).Trace(c.X)[^1], y);
        // The other layer is half the first, negative, but for the bias.
        var area = c.Output.Height * c.Output.Width;
        AssertClose([.. c.Expected.Select((v, k) => Math.Clamp((v / 2) + (1.5 * c.Bias[k / area]), -0.3, 0.4))], y, c.ToString());
    }

    // Around the change from one position at a time to blocks of 32, and around whole blocks.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    public void Any_number_of_positions_equals_the_definition(int positions)
    {
        var random = new Random(positions);
        var (input, output) = (new TensorShape(3, 1, positions), new TensorShape(5, 1, positions));
        var x = OneLayer.Numbers(random, input.Length, -1, 1);
        var weights = OneLayer.Numbers(random, 15, -1, 1);
        var bias = OneLayer.Numbers(random, 5, -1, 1);
        var layer = new Convolution { Name = "c", Inputs = [0], OutputShape = output, Window = WindowGeometry.Point, Weights = [.. weights], Bias = [.. bias] };
        AssertClose(Reference.Convolve(WindowGeometry.Point, input, output, 1, x, weights, bias), OneLayer.Run(layer, input, x), $"{positions} positions");
    }

    [Fact]
    public void A_dense_layer_takes_a_vector()
    {
        var layer = new Convolution
        {
            Name = "fc",
            Inputs = [0],
            OutputShape = new TensorShape(2),
            Window = WindowGeometry.Point,
            Weights = [1, 2, 3, -1, 0, 1],
            Bias = [10, 20],
        };
        Assert.Equal([10f + 1 + 4 + 9, 20f - 1 + 3], OneLayer.Run(layer, new TensorShape(3), [1, 2, 3]));
    }

    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        // At most 64 products of numbers below 1, each rounded to 2^-24 of the running sum.
        for (var k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) < 1e-5, $"{what}: element {k} is {actual[k]}, not {expected[k]}.");
    }
}
