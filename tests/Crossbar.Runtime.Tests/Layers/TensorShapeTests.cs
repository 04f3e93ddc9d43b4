namespace Crossbar.Runtime.Tests.Layers;

public sealed class TensorShapeTests
{
    [Fact]
    public void Fewer_dimensions_than_three_are_one_pixel_or_one_row()
    {
        Assert.Equal((3, 4, 5, 60), Sizes(new TensorShape(3, 4, 5)));
        Assert.Equal((3, 1, 4, 12), Sizes(new TensorShape(3, 4)));
        Assert.Equal((3, 1, 1, 3), Sizes(new TensorShape(3)));
        Assert.Equal((1, 1, 1, 1), Sizes(new TensorShape()));
    }

    [Fact]
    public void Shapes_are_equal_by_their_dimensions()
    {
        Assert.Equal(new TensorShape(1, 2), new TensorShape(1, 2));
        Assert.NotEqual(new TensorShape(1, 2), new TensorShape(2, 1));
        Assert.NotEqual(new TensorShape(2), new TensorShape(2, 1));
        Assert.Equal(new TensorShape(1, 2).GetHashCode(), new TensorShape(1, 2).GetHashCode());
        Assert.Equal("3×32×32", new TensorShape(3, 32, 32).ToString());
    }

    [Fact]
    public void Empty_and_enormous_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorShape(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorShape(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorShape(1 << 16, 1 << 16));
    }

    private static (int Channels, int Height, int Width, int Length) Sizes(TensorShape shape) => (shape.Channels, shape.Height, shape.Width, shape.Length);
}
