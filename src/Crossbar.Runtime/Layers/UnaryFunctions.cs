namespace Crossbar.Runtime.Layers;

/// <summary>The arithmetic of <see cref="UnaryFunction"/>: one loop a function, so that the choice is made once and not for each element.</summary>
internal static class UnaryFunctions
{
    /// <summary>y = f(x), element by element.</summary>
    /// <param name="function">The function.</param>
    /// <param name="alpha">Its first parameter.</param>
    /// <param name="beta">Its second parameter.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">Receives as many values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static void Apply(UnaryFunction function, float alpha, float beta, ReadOnlySpan<float> x, Span<float> y)
    {
        y = y[..x.Length];
        switch (function)
        {
            case UnaryFunction.Absolute:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Abs(v));
                break;
            case UnaryFunction.Ceiling:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Ceiling(v));
                break;
            case UnaryFunction.Celu:
                Map(x, y, alpha, beta, static (v, a, _) => MathF.Max(v, 0) + MathF.Min(a * (MathF.Exp(v / a) - 1), 0));
                break;
            case UnaryFunction.Clip:
                Elementwise.AddAndClamp(x, default, alpha, beta, y);
                break;
            case UnaryFunction.Cosine:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Cos(v));
                break;
            case UnaryFunction.Elu:
                Map(x, y, alpha, beta, static (v, a, _) => v < 0 ? a * (MathF.Exp(v) - 1) : v);
                break;
            case UnaryFunction.Erf:
                Map(x, y, alpha, beta, static (v, _, _) => (float)ErrorFunction.Compute(v));
                break;
            case UnaryFunction.Exponential:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Exp(v));
                break;
            case UnaryFunction.Floor:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Floor(v));
                break;
            case UnaryFunction.Gelu:
                Map(x, y, alpha, beta, static (v, _, _) => (float)(0.5 * v * (1 + ErrorFunction.Compute(v / Math.Sqrt(2)))));
                break;
            case UnaryFunction.GeluTanh:
                Map(x, y, alpha, beta, static (v, _, _) =>
                    (float)(0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v))))));
                break;
            case UnaryFunction.HardSigmoid:
                HardSigmoid(x, y, alpha, beta);
                break;
            case UnaryFunction.HardSwish:
                HardSwish(x, y);
                break;
            case UnaryFunction.LeakyRelu:
                LeakyRelu(x, y, alpha);
                break;
            case UnaryFunction.Logarithm:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Log(v));
                break;
            case UnaryFunction.Mish:
                Map(x, y, alpha, beta, static (v, _, _) => v * MathF.Tanh(Softplus(v)));
                break;
            case UnaryFunction.Negative:
                Map(x, y, alpha, beta, static (v, _, _) => -v);
                break;
            case UnaryFunction.Not:
                Map(x, y, alpha, beta, static (v, _, _) => v == 0 ? 1 : 0);
                break;
            case UnaryFunction.Reciprocal:
                Map(x, y, alpha, beta, static (v, _, _) => 1 / v);
                break;
            case UnaryFunction.Round:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Round(v, MidpointRounding.ToEven));
                break;
            case UnaryFunction.Selu:
                Map(x, y, alpha, beta, static (v, a, b) => b * (v > 0 ? v : (a * MathF.Exp(v)) - a));
                break;
            case UnaryFunction.Sigmoid:
                Map(x, y, alpha, beta, static (v, _, _) => 1 / (1 + MathF.Exp(-v)));
                break;
            case UnaryFunction.Sign:
                Map(x, y, alpha, beta, static (v, _, _) => v > 0 ? 1 : v < 0 ? -1 : v);
                break;
            case UnaryFunction.Sine:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Sin(v));
                break;
            case UnaryFunction.Softplus:
                Map(x, y, alpha, beta, static (v, _, _) => Softplus(v));
                break;
            case UnaryFunction.Softsign:
                Map(x, y, alpha, beta, static (v, _, _) => v / (1 + MathF.Abs(v)));
                break;
            case UnaryFunction.SquareRoot:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Sqrt(v));
                break;
            case UnaryFunction.Tanh:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Tanh(v));
                break;
            case UnaryFunction.ThresholdedRelu:
                Map(x, y, alpha, beta, static (v, a, _) => v > a ? v : 0);
                break;
            case UnaryFunction.Truncate:
                Map(x, y, alpha, beta, static (v, _, _) => MathF.Truncate(v));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function.");
        }
    }

    // exp would overflow where ln(1 + exp(x)) is x.
    private static float Softplus(float x) => x > 20 ? x : float.LogP1(MathF.Exp(x));

    private static void Map(ReadOnlySpan<float> x, Span<float> y, float alpha, float beta, Func<float, float, float, float> function)
    {
        for (var k = 0; k < x.Length; k++)
            y[k] = function(x[k], alpha, beta);
    }

    // What mobile networks have after nearly every convolution gets loops without a call.
    private static void HardSigmoid(ReadOnlySpan<float> x, Span<float> y, float alpha, float beta)
    {
        for (var k = 0; k < x.Length; k++)
            y[k] = MathF.Max(0, MathF.Min(1, (alpha * x[k]) + beta));
    }

    private static void HardSwish(ReadOnlySpan<float> x, Span<float> y)
    {
        const float Sixth = 1 / 6f;
        for (var k = 0; k < x.Length; k++)
            y[k] = x[k] * MathF.Max(0, MathF.Min(1, (Sixth * x[k]) + 0.5f));
    }

    private static void LeakyRelu(ReadOnlySpan<float> x, Span<float> y, float slope)
    {
        for (var k = 0; k < x.Length; k++)
            y[k] = x[k] < 0 ? slope * x[k] : x[k];
    }
}
