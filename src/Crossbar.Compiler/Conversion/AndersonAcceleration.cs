namespace Crossbar.Compiler.Conversion;

/// <summary>
/// Anderson's acceleration of a fixed point x = f(x) (J. ACM 12, 1965): the next x is the combination of the last few images whose
/// residuals f(x) − x cancel best in the least-squares sense.
/// </summary>
/// <param name="depth">How many earlier iterates are remembered.</param>
internal sealed class AndersonAcceleration(int depth)
{
    private readonly List<double[]> _residualSteps = [];
    private readonly List<double[]> _imageSteps = [];
    private double[]? _residual;
    private double[]? _image;
    private double _norm;

    /// <summary>Moves on.</summary>
    /// <param name="x">The present iterate; replaced by the next.</param>
    /// <param name="image">f(x).</param>
    public void Advance(double[] x, double[] image)
    {
        var residual = new double[x.Length];
        double norm = 0;
        for (var k = 0; k < x.Length; k++)
        {
            residual[k] = image[k] - x[k];
            norm += residual[k] * residual[k];
        }

        if (_residual is not null && norm > 4 * _norm)
        {
            // Far from where the history was linear.
            _residualSteps.Clear();
            _imageSteps.Clear();
        }
        else if (_residual is not null)
        {
            Remember(_residualSteps, residual, _residual);
            Remember(_imageSteps, image, _image!);
        }

        (_residual, _image, _norm) = (residual, (double[])image.Clone(), norm);
        image.CopyTo(x, 0);
        var weights = LeastSquares(residual);
        for (var s = 0; s < weights.Length; s++)
        {
            var step = _imageSteps[s];
            for (var k = 0; k < x.Length; k++)
                x[k] -= weights[s] * step[k];
        }
    }

    private void Remember(List<double[]> steps, double[] now, double[] before)
    {
        var step = new double[now.Length];
        for (var k = 0; k < step.Length; k++)
            step[k] = now[k] - before[k];
        steps.Add(step);
        if (steps.Count > depth)
            steps.RemoveAt(0);
    }

    // Normal equations, solved by elimination with a trace of regularisation: the steps may be nearly parallel.
    private double[] LeastSquares(double[] residual)
    {
        var n = _residualSteps.Count;
        var a = new double[n, n + 1];
        for (var r = 0; r < n; r++)
        {
            for (var c = r; c < n; c++)
                a[r, c] = a[c, r] = Dot(_residualSteps[r], _residualSteps[c]);
            a[r, n] = Dot(_residualSteps[r], residual);
        }

        for (var r = 0; r < n; r++)
        {
            a[r, r] *= 1 + 1e-10;
            for (var below = r + 1; below < n; below++)
            {
                var factor = a[r, r] == 0 ? 0 : a[below, r] / a[r, r];
                for (var c = r; c <= n; c++)
                    a[below, c] -= factor * a[r, c];
            }
        }

        var weights = new double[n];
        for (var r = n - 1; r >= 0; r--)
        {
            var sum = a[r, n];
            for (var c = r + 1; c < n; c++)
                sum -= a[r, c] * weights[c];
            weights[r] = a[r, r] == 0 ? 0 : sum / a[r, r];
        }

        return weights;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => System.Numerics.Tensors.TensorPrimitives.Dot(x, y);
}
