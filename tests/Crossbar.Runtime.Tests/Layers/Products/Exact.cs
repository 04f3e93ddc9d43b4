namespace Crossbar.Runtime.Tests.Layers.Products;

/// <summary>Products in double precision, and how far single precision may be from them.</summary>
internal static class Exact
{
    /// <summary>Asserts that y = xᵀ·A.</summary>
    public static void AssertProduct(float[] a, float[] x, int columns, Func<int, float> actual)
    {
        for (var j = 0; j < columns; j++)
        {
            double expected = 0, magnitude = 0;
            for (var i = 0; i < x.Length; i++)
            {
                expected += (double)x[i] * a[(i * columns) + j];
                magnitude += Math.Abs((double)x[i] * a[(i * columns) + j]);
            }

            // Each of the additions rounds to 2^-24 of a partial sum no greater than the sum of magnitudes.
            Assert.True(Math.Abs(expected - actual(j)) <= x.Length * 6e-8 * magnitude, $"column {j}: {actual(j)} instead of {expected}");
        }
    }
}
