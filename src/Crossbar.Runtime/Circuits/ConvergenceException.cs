namespace Crossbar.Runtime.Circuits;

/// <summary>An iteration did not come within its tolerance. No result is returned in this case.</summary>
public sealed class ConvergenceException : Exception
{
    /// <summary>Says what was reached.</summary>
    /// <param name="errorBound">Bound of the error of the last column currents, in ampere; NaN or infinite where there is none.</param>
    /// <param name="tolerance">What was asked for, in ampere.</param>
    /// <param name="iterations">How many iterations were made.</param>
    public ConvergenceException(double errorBound, double tolerance, int iterations)
        : base(double.IsFinite(errorBound) && double.IsFinite(tolerance)
            ? $"The column currents are only known to ±{errorBound:G3} A after {iterations} Newton iterations; asked for were ±{tolerance:G3} A."
            : $"The column currents are not known after {iterations} Newton iterations: some leave the range of double precision.")
    {
        ErrorBound = errorBound;
        Tolerance = tolerance;
    }

    /// <summary>Bound of the error of the last column currents, in ampere.</summary>
    public double ErrorBound { get; }

    /// <summary>What was asked for, in ampere.</summary>
    public double Tolerance { get; }
}
