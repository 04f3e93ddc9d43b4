using Crossbar.Runtime.Layers.Products;
using Crossbar.Runtime.Vectors;

namespace Crossbar.Runtime.Tests.Layers.Products;

public sealed class VectorMatrixTests
{
    // Rows around the four-fold unrolling, columns around whole panels of sixteen.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 15)]
    [InlineData(4, 16)]
    [InlineData(5, 17)]
    [InlineData(7, 32)]
    [InlineData(128, 50)]
    public void Every_register_width_gives_the_product(int rows, int columns)
    {
        var random = new Random(rows);
        var a = OneLayer.Numbers(random, rows * columns, -1, 1);
        var x = OneLayer.Numbers(random, rows, -1, 1);
        var matrix = new VectorMatrix(rows, columns, (i, j) => a[(i * columns) + j]);
        var y = new float[matrix.PaddedColumns];
        matrix.Multiply<LanesScalar>(x, 0, 1, y, 0);
        Exact.AssertProduct(a, x, columns, j => y[j]);
        if (Lanes128.IsSupported)
        {
            Array.Fill(y, float.NaN);
            matrix.Multiply<Lanes128>(x, 0, 1, y, 0);
            Exact.AssertProduct(a, x, columns, j => y[j]);
        }

        if (Lanes256.IsSupported)
        {
            Array.Fill(y, float.NaN);
            matrix.Multiply<Lanes256>(x, 0, 1, y, 0);
            Exact.AssertProduct(a, x, columns, j => y[j]);
        }

        if (Lanes512.IsSupported)
        {
            Array.Fill(y, float.NaN);
            matrix.Multiply<Lanes512>(x, 0, 1, y, 0);
            Exact.AssertProduct(a, x, columns, j => y[j]);
        }

        Array.Fill(y, float.NaN);
        matrix.Multiply(x, 0, 1, y, 0);
        Exact.AssertProduct(a, x, columns, j => y[j]);
        Assert.All(y[columns..], padding => Assert.Equal(0, padding));
    }

    // An odd number, so that one is left when they go in pairs.
    [Fact]
    public void Vectors_together_give_the_very_products_that_each_gives_alone()
    {
        var random = new Random(1);
        var matrix = new VectorMatrix(13, 20, (_, _) => random.NextDouble() - 0.5);
        var x = OneLayer.Numbers(random, 5 * 15, -1, 1);
        var together = new float[5 * 40];
        matrix.Multiply(x, 15, 5, together, 40);
        for (var vector = 0; vector < 5; vector++)
        {
            var alone = new float[matrix.PaddedColumns];
            matrix.Multiply(x.AsSpan(vector * 15), 0, 1, alone, 0);
            Assert.Equal(alone, together[(vector * 40)..((vector * 40) + alone.Length)]);
        }
    }

    [Fact]
    public void Too_little_room_is_refused()
    {
        var matrix = new VectorMatrix(3, 17, (_, _) => 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Multiply(new float[2], 0, 1, new float[32], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Multiply(new float[3], 0, 1, new float[31], 0));
    }
}
