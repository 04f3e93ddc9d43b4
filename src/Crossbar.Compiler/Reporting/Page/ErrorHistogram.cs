namespace Crossbar.Compiler.Reporting.Page;

/// <summary>How often errors of which size occur.</summary>
/// <param name="Counts">Their number in each of <see cref="ErrorBins.Default"/>.</param>
/// <param name="Mean">Their mean, as a share of the range.</param>
/// <param name="Worst">The largest.</param>
public sealed record ErrorHistogram(ImmutableArray<long> Counts, double Mean, double Worst)
{
    /// <summary>Counts errors.</summary>
    /// <param name="errors">Shares of a range, at least 0.</param>
    public static ErrorHistogram Of(IEnumerable<double> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var counts = new long[ErrorBins.Default.Count];
        double sum = 0, worst = 0;
        long all = 0;
        foreach (var error in errors)
        {
            counts[ErrorBins.Default.Of(error)]++;
            sum += error;
            worst = Math.Max(worst, error);
            all++;
        }

        return new ErrorHistogram([.. counts], all == 0 ? 0 : sum / all, worst);
    }
}
