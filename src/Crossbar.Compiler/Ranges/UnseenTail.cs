namespace Crossbar.Compiler.Ranges;

/// <summary>
/// What is expected of values beyond one end of a range: an exponential tail, with the scale that the spread of all values gives it or
/// that the outermost tenth of them shows, whichever promises less. The spread knows nothing of where values end: −0.375 behind a
/// hard swish, −0.1·x behind a leaky ReLU, 1 behind a sigmoid. The outermost tenth does: over any threshold an exponential tail has the
/// mean excess that it has over any other, and behind a hard end there is none.
/// </summary>
/// <param name="Weight">How many values the whole distribution weighs, both its halves; 0 for no tail.</param>
/// <param name="Origin">Where the distribution has its middle, counted towards the end.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal readonly record struct UnseenTail(double Weight, double Origin, double Deviation)
{
    private const int Bins = 1024;
    private const int Share = 10;

    // Where the distribution is taken to end, in standard deviations: what lies beyond costs less than the rounding of 16 bits.
    private const double Reach = 8;

    /// <summary>Where the outermost tenth begins; infinite where it is not looked at.</summary>
    public double Threshold { get; init; } = double.PositiveInfinity;

    /// <summary>Mean distance of the outermost values from <see cref="Threshold"/>, widened for how few images there are.</summary>
    public double Excess { get; init; }

    /// <summary>How many of the values that the expectation weighs lie beyond <see cref="Threshold"/>.</summary>
    public double Beyond { get; init; }

    /// <summary>Where nothing more is expected.</summary>
    public double End => Math.Min(Origin + (Reach * Deviation), Threshold + (Reach * Math.Sqrt(2) * Excess));

    /// <summary>
    /// The tail of activations on one side of 0: the half of a Laplace distribution around 0 that has their mean square, or the
    /// exponential tail of their outermost tenth.
    /// </summary>
    /// <param name="values">Activations of both signs.</param>
    /// <param name="sign">1 for the positive ones, −1 for the negative ones, with which distances are counted.</param>
    /// <param name="belief">Weight of one value seen.</param>
    /// <param name="spread">What a standard deviation estimated from so few images is to be multiplied by.</param>
    public static UnseenTail Of(ReadOnlySpan<float> values, float sign, double belief, double spread)
    {
        double squares = 0, greatest = 0;
        var count = 0;
        foreach (var value in values)
        {
            var x = sign * value;
            if (x <= 0)
                continue;
            count++;
            squares += (double)x * x;
            greatest = Math.Max(greatest, x);
        }

        if (count == 0)
            return default;
        // Half of the distribution has twice the density.
        var tail = new UnseenTail(2 * belief * count, 0, spread * Math.Sqrt(squares / count));
        return count < Share ? tail : tail.WithOutermost(values, sign, count, greatest, belief, spread);
    }

    /// <summary>Expected squared distance of values beyond a limit from that limit.</summary>
    public double Clipped(double limit)
    {
        if (Weight == 0)
            return 0;
        var expected = Weight * Deviation * Deviation * Tail((limit - Origin) / Deviation);
        if (limit < Threshold)
            return expected;
        return Excess > 0 ? Math.Min(expected, 2 * Beyond * Excess * Excess * Math.Exp((Threshold - limit) / Excess)) : 0;
    }

    private UnseenTail WithOutermost(ReadOnlySpan<float> values, float sign, int count, double greatest, double belief, double spread)
    {
        var bins = new (int Count, double Sum)[Bins];
        foreach (var value in values)
        {
            var x = sign * value;
            if (x <= 0)
                continue;
            ref var bin = ref bins[Math.Min((int)(x / greatest * Bins), Bins - 1)];
            bin = (bin.Count + 1, bin.Sum + x);
        }

        var (beyond, sum, k) = (0, 0.0, Bins);
        while (beyond * (long)Share < count)
        {
            k--;
            beyond += bins[k].Count;
            sum += bins[k].Sum;
        }

        var threshold = k * greatest / Bins;
        return this with { Threshold = threshold, Excess = spread * Math.Max(0, (sum / beyond) - threshold), Beyond = belief * beyond };
    }

    // E[(x − z)²; x > z] of a Laplace distribution of unit variance: e^(−√2·z)/2, and by symmetry for negative z.
    private static double Tail(double z)
    {
        var beyond = 0.5 * Math.Exp(-Math.Sqrt(2) * Math.Abs(z));
        return z >= 0 ? beyond : 1 + (z * z) - beyond;
    }
}
