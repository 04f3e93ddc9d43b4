namespace Crossbar.Runtime.Tests.Layers;

public sealed class ConvolutionTests
{
    [Property]
    public void Any_stride_padding_dilation_and_grouping_equals_the_definition(int seed)
    {
        var c = ConvolutionCase.Create(seed);
        AssertClose(c.Expected, OneLayer.Run(c.Digital(), c.Input, c.X), c.ToString());
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
