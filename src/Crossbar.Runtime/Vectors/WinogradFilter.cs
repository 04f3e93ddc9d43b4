namespace Crossbar.Runtime.Vectors;

/// <summary>
/// Winograd's minimal filtering F(m, r) with m + r − 1 = 6, from F(5, 2) to F(2, 5), in one dimension, down the columns of an image: r taps over
/// six neighbouring lines give m lines of output with six products of lines and taps instead of m·r. It is the Toom–Cook algorithm: lines and
/// taps are evaluated as polynomials at the points 0, 1, −1, 2, −2 and ∞, and multiplied there (S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin, S. Gray, arXiv:1509.09308, for
/// convolutional networks). The transform of the input has whole coefficients and so rounds nothing while inputs are DAC codes.
/// </summary>
internal static unsafe class WinogradFilter
{
    /// <summary>Number of points, and of lines that one band reads.</summary>
    public const int Points = 6;

    private static ReadOnlySpan<double> Finite => [0, 1, -1, 2, -2];

    // The product of each finite point's distances from the others.
    private static ReadOnlySpan<double> Divisors => [4, -6, -6, 24, 24];

    /// <summary>Lines of output that one band gives, m.</summary>
    /// <param name="taps">Height of the window, r.</param>
    public static int BandHeight(int taps) => Points + 1 - taps;

    /// <summary>A column of taps at one of the points.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="taps">The taps from top to bottom, r of them.</param>
    public static double Evaluate(int point, ReadOnlySpan<double> taps)
    {
        if (point == Points - 1)
            return taps[^1];
        var at = Finite[point];
        double sum = 0;
        for (var k = taps.Length - 1; k >= 0; k--)
            sum = (sum * at) + taps[k];
        return sum / Divisors[point];
    }

    /// <summary>Bands of six lines of input at the six points.</summary>
    /// <param name="lines">The lines, one behind the other.</param>
    /// <param name="length">Length of a line.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="height">How many lines one band begins behind the one before.</param>
    /// <param name="values">Receives the bands' values, [bands, 6, length].</param>
    public static void Transform(ReadOnlySpan<float> lines, int length, int bands, int height, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lines.Length, (((bands - 1) * height) + Points) * length);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, bands * Points * length);
        fixed (float* d = lines, v = values)
        {
            var k = 0;
            if (Lanes512.IsSupported)
                k = Transform<Lanes512>(d, length, bands, height, v, k);
            if (Lanes256.IsSupported)
                k = Transform<Lanes256>(d, length, bands, height, v, k);
            if (Lanes128.IsSupported)
                k = Transform<Lanes128>(d, length, bands, height, v, k);
            Transform<LanesScalar>(d, length, bands, height, v, k);
        }
    }

    /// <summary>The lines of output from the products at the six points.</summary>
    /// <param name="products">The products, [6, columns · width].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="width">Positions of a line: 16 or 32.</param>
    /// <param name="height">Lines of output, m.</param>
    /// <param name="outputs">Receives [columns, m, width].</param>
    public static void Restore(ReadOnlySpan<float> products, int columns, int width, int height, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(products.Length, Points * columns * width);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, columns * height * width);
        fixed (float* p = products, y = outputs)
        {
            for (var column = 0; column < columns; column++)
            {
                var source = p + (column * width);
                var destination = y + (column * height * width);
                if (Lanes512.IsSupported)
                    Restore<Lanes512>(source, columns * width, width, height, destination);
                else if (Lanes256.IsSupported)
                    Restore<Lanes256>(source, columns * width, width, height, destination);
                else if (Lanes128.IsSupported)
                    Restore<Lanes128>(source, columns * width, width, height, destination);
                else
                    Restore<LanesScalar>(source, columns * width, width, height, destination);
            }
        }
    }

    // The columns from `done` on that fill whole registers, of all bands. Each point's polynomial is the product of x − p over the other points,
    // e.g. (x² − 1)(x² − 4) = 4 − 5x² + x⁴ for 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Transform<T>(float* lines, int length, int bands, int height, float* values, int done)
        where T : struct, ILanes<T>
    {
        var (two, four, minusTwo, minusFour, minusFive) = (T.Broadcast(2), T.Broadcast(4), T.Broadcast(-2), T.Broadcast(-4), T.Broadcast(-5));
        var end = length - ((length - done) % T.Count);
        for (var k = done; k < end; k += T.Count)
        {
            float* d = lines + k, v = values + k;
            for (var band = 0; band < bands; band++, d += height * length, v += Points * length)
            {
                var d0 = T.Load(d);
                var d1 = T.Load(d + length);
                var d2 = T.Load(d + (2 * length));
                var d3 = T.Load(d + (3 * length));
                var d4 = T.Load(d + (4 * length));
                var d5 = T.Load(d + (5 * length));
                T.Store(T.MultiplyAdd(four, d0, T.MultiplyAdd(minusFive, d2, d4)), v);
                var even = T.MultiplyAdd(minusFour, d2, d4);
                var odd = T.MultiplyAdd(minusFour, d1, d3);
                T.Store(even + odd, v + length);
                T.Store(even - odd, v + (2 * length));
                even = d4 - d2;
                odd = d3 - d1;
                T.Store(T.MultiplyAdd(two, odd, even), v + (3 * length));
                T.Store(T.MultiplyAdd(minusTwo, odd, even), v + (4 * length));
                T.Store(T.MultiplyAdd(four, d1, T.MultiplyAdd(minusFive, d3, d5)), v + (5 * length));
            }
        }

        return end;
    }

    /// <summary>One register's width of what <see cref="Restore"/> computes, line by line.</summary>
    /// <typeparam name="T">The register.</typeparam>
    internal readonly struct Lines<T>
        where T : struct, ILanes<T>
    {
        private readonly float* _products;
        private readonly int _distance;
        private readonly T _even;
        private readonly T _odd;
        private readonly T _farEven;
        private readonly T _farOdd;

        /// <summary>Reads the products.</summary>
        /// <param name="products">The products at 0; those at the other points follow.</param>
        /// <param name="distance">Distance of the points.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lines(float* products, int distance)
        {
            _products = products;
            _distance = distance;
            var (p1, p2) = (T.Load(products + distance), T.Load(products + (2 * distance)));
            var (p3, p4) = (T.Load(products + (3 * distance)), T.Load(products + (4 * distance)));
            (_even, _odd, _farEven, _farOdd) = (p1 + p2, p1 - p2, p3 + p4, p3 - p4);
        }

        /// <summary>Line 0.</summary>
        public T First
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => T.Load(_products) + (_even + _farEven);
        }

        /// <summary>Line <paramref name="line"/>, neither the first nor the last: Σ pⁱ·product(p).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Inner(int line) => (line & 1) == 0
            ? T.MultiplyAdd(T.Broadcast(1 << line), _farEven, _even)
            : T.MultiplyAdd(T.Broadcast(1 << line), _farOdd, _odd);

        /// <summary>The last line, to which alone the product at ∞ belongs.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Last(int line) => Inner(line) + T.Load(_products + (5 * _distance));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Restore<T>(float* p, int distance, int width, int height, float* y)
        where T : struct, ILanes<T>
    {
        for (var lane = 0; lane < width; lane += T.Count)
        {
            var lines = new Lines<T>(p + lane, distance);
            T.Store(lines.First, y + lane);
            for (var i = 1; i < height - 1; i++)
                T.Store(lines.Inner(i), y + (i * width) + lane);
            T.Store(lines.Last(height - 1), y + ((height - 1) * width) + lane);
        }
    }
}
