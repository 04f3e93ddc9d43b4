namespace Crossbar.Runtime.Circuits;

/// <summary>
/// How an array's column currents come to rest after its sources have stepped from 0 V to their voltages: sums of decaying exponentials,
/// I_j(t) = I_j − Σ_k a_jk·exp(−t/τ_k). See <see cref="StepAnalysis"/>.
/// </summary>
public sealed class StepResponse
{
    // Points of time that are looked at before the last one beyond the error is found by bisection: per decade.
    private const int PointsPerDecade = 60;
    private const int Bisections = 50;

    private readonly double[] _amplitudes;

    internal StepResponse(double[] columnCurrents, double[] timeConstants, double[] amplitudes) =>
        (ColumnCurrents, TimeConstants, _amplitudes) = ([.. columnCurrents], [.. timeConstants], amplitudes);

    /// <summary>The column currents at rest, [N], in ampere.</summary>
    public ImmutableArray<double> ColumnCurrents { get; }

    /// <summary>Time constants τ_k, in second, the slowest first; the fastest ones stand for all that are faster still.</summary>
    public ImmutableArray<double> TimeConstants { get; }

    /// <summary>The slowest time constant of the array, in second; 0 where nothing has to be charged.</summary>
    public double Slowest => TimeConstants.IsEmpty ? 0 : TimeConstants[0];

    /// <summary>The responses of a tile's arrays to the same step, as its ADCs see them: those of outputs, what is subtracted subtracted.</summary>
    /// <param name="arrays">The responses of the arrays' bit lines, array by array.</param>
    /// <param name="combine">What sums up currents of all arrays' bit lines, [arrays · bit lines], to those of outputs; linear.</param>
    internal static StepResponse Combine(ReadOnlySpan<StepResponse> arrays, Func<double[], double[]> combine)
    {
        var lines = arrays[0].ColumnCurrents.Length;
        var all = new double[arrays.Length * lines];
        var parts = new List<(double Time, double[] Amplitudes)>();
        for (var a = 0; a < arrays.Length; a++)
        {
            arrays[a].ColumnCurrents.CopyTo(all, a * lines);
            for (var k = 0; k < arrays[a].TimeConstants.Length; k++)
            {
                var own = new double[arrays.Length * lines];
                for (var j = 0; j < lines; j++)
                    own[(a * lines) + j] = arrays[a]._amplitudes[(j * arrays[a].TimeConstants.Length) + k];
                parts.Add((arrays[a].TimeConstants[k], combine(own)));
            }
        }

        var currents = combine(all);
        parts.Sort((x, y) => y.Time.CompareTo(x.Time));
        var amplitudes = new double[currents.Length * parts.Count];
        for (var j = 0; j < currents.Length; j++)
        {
            for (var k = 0; k < parts.Count; k++)
                amplitudes[(j * parts.Count) + k] = parts[k].Amplitudes[j];
        }

        return new StepResponse(currents, [.. parts.Select(part => part.Time)], amplitudes);
    }

    /// <summary>A column's current.</summary>
    /// <param name="column">The column.</param>
    /// <param name="time">Time since the step, in second.</param>
    /// <returns>In ampere.</returns>
    public double CurrentAt(int column, double time) => ColumnCurrents[column] - Deviation(column, time);

    /// <summary>When a column's current is within an error of its last value for good.</summary>
    /// <param name="column">The column.</param>
    /// <param name="error">The error, in ampere.</param>
    /// <returns>Time since the step, in second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The error is not positive.</exception>
    public double SettlingTime(int column, double error)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(error);
        if (TimeConstants.IsEmpty)
            return 0;
        // After so long even all amplitudes together are within the error.
        double sum = 0;
        for (var k = 0; k < TimeConstants.Length; k++)
            sum += Math.Abs(_amplitudes[(column * TimeConstants.Length) + k]);
        if (sum <= error)
            return 0;
        var after = Slowest * Math.Log(sum / error);
        var (least, step) = (1e-6 * TimeConstants[^1], Math.Pow(10, 1.0 / PointsPerDecade));
        var before = after;
        while (before > least && Math.Abs(Deviation(column, before)) <= error)
            (after, before) = (before, before / step);
        if (before <= least)
            return 0;
        for (var k = 0; k < Bisections; k++)
        {
            var middle = (before + after) / 2;
            if (Math.Abs(Deviation(column, middle)) > error)
                before = middle;
            else
                after = middle;
        }

        return after;
    }

    private double Deviation(int column, double time)
    {
        double sum = 0;
        for (var k = 0; k < TimeConstants.Length; k++)
            sum += _amplitudes[(column * TimeConstants.Length) + k] * Math.Exp(-time / TimeConstants[k]);
        return sum;
    }
}
