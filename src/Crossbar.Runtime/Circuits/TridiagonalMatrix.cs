namespace Crossbar.Runtime.Circuits;

/// <summary>Small symmetric tridiagonal matrices.</summary>
internal static class TridiagonalMatrix
{
    private const int MaxSweeps = 60;

    /// <summary>Eigenvalues and vectors, by Jacobi's rotations: slow and accurate.</summary>
    /// <param name="diagonal">[n].</param>
    /// <param name="offDiagonal">[n − 1].</param>
    /// <returns>The values in no order, and the vectors as columns, row-major [n, n].</returns>
    public static (double[] Values, double[] Vectors) Eigen(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        var n = diagonal.Length;
        var (matrix, vectors) = (new double[n * n], new double[n * n]);
        for (var k = 0; k < n; k++)
        {
            matrix[(k * n) + k] = diagonal[k];
            vectors[(k * n) + k] = 1;
            if (k + 1 < n)
                matrix[(k * n) + k + 1] = matrix[((k + 1) * n) + k] = offDiagonal[k];
        }

        for (var sweep = 0; sweep < MaxSweeps && Rotate(n, matrix, vectors); sweep++)
        {
        }

        var values = new double[n];
        for (var k = 0; k < n; k++)
            values[k] = matrix[(k * n) + k];
        return (values, vectors);
    }

    // Once through all pairs; false where nothing was left to rotate.
    private static bool Rotate(int n, double[] a, double[] vectors)
    {
        var rotated = false;
        for (var p = 0; p < n; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                var off = a[(p * n) + q];
                if (Math.Abs(off) <= 1e-17 * Math.Sqrt(Math.Abs(a[(p * n) + p] * a[(q * n) + q])))
                    continue;
                rotated = true;
                var theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * off);
                var tangent = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
                var sine = tangent * cosine;
                for (var k = 0; k < n; k++)
                    Turn(a, (k * n) + p, (k * n) + q, cosine, sine);
                for (var k = 0; k < n; k++)
                    Turn(a, (p * n) + k, (q * n) + k, cosine, sine);
                for (var k = 0; k < n; k++)
                    Turn(vectors, (k * n) + p, (k * n) + q, cosine, sine);
            }
        }

        return rotated;
    }

    private static void Turn(double[] a, int first, int second, double cosine, double sine) =>
        (a[first], a[second]) = ((cosine * a[first]) - (sine * a[second]), (sine * a[first]) + (cosine * a[second]));
}
