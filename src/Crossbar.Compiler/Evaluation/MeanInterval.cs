using MathNet.Numerics.Distributions;

namespace Crossbar.Compiler.Evaluation;

/// <summary>The mean of independent measurements with its 95 % interval (Student's t; the measurements near normally distributed, or many).</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end; null for a single measurement, which tells nothing of the spread.</param>
/// <param name="High">Upper end.</param>
public readonly record struct MeanInterval(double Mean, double? Low, double? High)
{
    private const double Quantile = 0.975;

    /// <summary>Of some measurements that lie between 0 and 1, as their mean then does.</summary>
    /// <param name="values">The measurements, at least one.</param>
    public static MeanInterval OfShares(ReadOnlySpan<double> values)
    {
        var interval = Of(values);
        return interval with { Low = interval.Low is { } low ? Math.Max(low, 0) : null, High = interval.High is { } high ? Math.Min(high, 1) : null };
    }

    /// <summary>Of some measurements.</summary>
    /// <param name="values">The measurements, at least one.</param>
    public static MeanInterval Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        if (values.Length == 1)
            return new MeanInterval(mean, null, null);
        double squares = 0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var degrees = values.Length - 1;
        var half = squares == 0 ? 0 : StudentT.InvCDF(0, 1, degrees, Quantile) * Math.Sqrt(squares / degrees / values.Length);
        return new MeanInterval(mean, mean - half, mean + half);
    }
}
