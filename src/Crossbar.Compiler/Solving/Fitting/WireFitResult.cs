namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>An array's resistances as measured currents tell them.</summary>
/// <param name="Estimates">The fitted resistances, in the order in which they were asked for.</param>
/// <param name="Residual">Root mean square of measured less computed currents, in ampere.</param>
/// <param name="RelativeResidual">The same over the root mean square of the measured currents.</param>
/// <param name="ChiSquared">Sum of squared residuals over the variance of a measured current; null where that is not known.</param>
/// <param name="DegreesOfFreedom">Number of currents less that of fitted resistances.</param>
/// <param name="IsSettled">Whether the fit ended at a minimum rather than at its limit of iterations.</param>
public sealed record WireFitResult(
    ImmutableArray<WireEstimate> Estimates, double Residual, double RelativeResidual, double? ChiSquared, int DegreesOfFreedom, bool IsSettled);
