namespace Crossbar.Runtime.Tests.Layers;

public sealed class ElementwiseLayerTests
{
    private static readonly TensorShape Shape = new(2, 1, 2);

    [Fact]
    public void Relu_keeps_what_is_positive() =>
        Assert.Equal([0f, 2, 0, 4], OneLayer.Run(new Relu { Name = "r", Inputs = [0], OutputShape = Shape }, Shape, [-1, 2, -3, 4]));

    [Fact]
    public void Add_adds_two_values_and_may_read_one_twice()
    {
        Layer relu = new Relu { Name = "r", Inputs = [0], OutputShape = Shape };
        var design = new NetworkDesign
        {
            InputShape = Shape,
            Layers = [relu, new Add { Name = "a", Inputs = [1, 0], OutputShape = Shape }, new Add { Name = "b", Inputs = [2, 2], OutputShape = Shape }],
        };
        var y = new float[4];
        new CrossbarNetwork(design).Predict([-1f, 2, -3, 4], y);
        Assert.Equal([-2f, 8, -6, 16], y);
    }

    [Fact]
    public void Scale_and_shift_are_of_each_channel_or_of_all()
    {
        float[] x = [1, 2, 3, 4];
        var each = new ScaleShift { Name = "s", Inputs = [0], OutputShape = Shape, Scale = [2, -1], Shift = [10, 20] };
        Assert.Equal([12f, 14, 17, 16], OneLayer.Run(each, Shape, x));
        var all = new ScaleShift { Name = "s", Inputs = [0], OutputShape = Shape, Scale = [3], Shift = [0, 1] };
        Assert.Equal([3f, 6, 10, 13], OneLayer.Run(all, Shape, x));
    }

    [Fact]
    public void Reshape_keeps_the_elements() =>
        Assert.Equal([1f, 2, 3, 4], OneLayer.Run(new Reshape { Name = "f", Inputs = [0], OutputShape = new TensorShape(4) }, Shape, [1, 2, 3, 4]));

    [Fact]
    public void Softmax_is_exp_over_the_sum_of_exp()
    {
        double[] x = [-1, 0.5, 3, 2];
        var sum = x.Sum(Math.Exp);
        var y = OneLayer.Run(new Softmax { Name = "s", Inputs = [0], OutputShape = Shape }, Shape, [.. x.Select(v => (float)v)]);
        for (var k = 0; k < x.Length; k++)
            Assert.Equal(Math.Exp(x[k]) / sum, y[k], 1e-7);
    }

    [Fact]
    public void Softmax_does_not_overflow()
    {
        var y = new float[2];
        Softmax.Compute([1000, 1000 - MathF.Log(3)], y);
        Assert.Equal(0.75, y[0], 1e-4);
        Assert.Equal(0.25, y[1], 1e-4);
    }
}
