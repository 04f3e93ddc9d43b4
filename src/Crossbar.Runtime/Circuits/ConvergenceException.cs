namespace Crossbar.Runtime.Circuits;

/// <summary>An iteration did not come within its tolerance. No result is returned in this case.</summary>
public sealed class ConvergenceException : Exception
{
    /// <summary>Says what was reached.</summary>
    /// <param name="errorBound">Bound of the error of the last column currents, in ampere.</param>
    /// <param name="tolerance">What was asked for, in ampere.</param>
    /// <param name="iterations">How many iterations were made.</param>
    public ConvergenceException(double errorBound, double tolerance, int iterations)
        : base($"The column currents are only known to ±{errorBound:G3} A after {iterations} Newton iterations; asked for were ±{tolerance:G3} A.")
    {
        ErrorBound = errorBound;
        Tolerance = tolerance;
    }

    /// <summary>Bound of the error of the last column currents, in ampere.</summary>
    public double ErrorBound { get; }

    /// <summary>What was asked for, in ampere.</summary>
    public double Tolerance { get; }
}
