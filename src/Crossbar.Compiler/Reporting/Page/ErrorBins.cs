namespace Crossbar.Compiler.Reporting.Page;

/// <summary>The bins of all error histograms, of equal width on a logarithmic axis.</summary>
/// <param name="FirstExponent">The first bin begins at 10 to the power of it, and holds what is smaller too.</param>
/// <param name="BinsPerDecade">Bins from one power of 10 to the next.</param>
/// <param name="Count">Number of bins; the last one holds what is greater too.</param>
public sealed record ErrorBins(int FirstExponent, int BinsPerDecade, int Count)
{
    /// <summary>From the rounding of single precision to ten times the range.</summary>
    public static ErrorBins Default { get; } = new(-8, 5, 45);

    /// <summary>The bin of an error.</summary>
    /// <param name="error">A share of a range, at least 0.</param>
    public int Of(double error) => error <= 0 ? 0 : (int)Math.Clamp(Math.Floor((Math.Log10(error) - FirstExponent) * BinsPerDecade), 0, Count - 1);
}
