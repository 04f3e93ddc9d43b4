namespace Crossbar.Runtime.Layers;

/// <summary>The error function, erf(x) = 2/√π ∫₀ˣ exp(−t²) dt.</summary>
internal static class ErrorFunction
{
    // Beyond it 1 − erf(x) is below half a unit of a double.
    private const double Saturation = 6;

    // Where series and continued fraction are about equally long.
    private const double Middle = 2.5;

    /// <summary>Computes it to about 1e-15.</summary>
    public static double Compute(double x)
    {
        var magnitude = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        var value = magnitude >= Saturation ? 1 : magnitude < Middle ? Series(magnitude) : 1 - Complement(magnitude);
        return Math.CopySign(value, x);
    }

    // erf(x) = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)) (Abramowitz and Stegun, 7.1.6): all terms are positive.
    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc(x) = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + ...)))) (Abramowitz and Stegun, 7.1.14), from the back.
    private static double Complement(double x)
    {
        const int Terms = 60;
        var fraction = x;
        for (var k = Terms; k > 0; k--)
            fraction = x + (k / 2.0 / fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
