namespace Crossbar.Runtime.Devices.Laws;

/// <summary>G(t) = G·(t/t_0)^−ν with t = age + t_0 and ν = |mean(G_target) + σ(G_target)·N|: phase-change memory.</summary>
/// <param name="ReferenceTime">t_0, in second.</param>
/// <param name="Exponent">Mean of ν.</param>
/// <param name="Sigma">Its standard deviation from cell to cell.</param>
public sealed record PowerDrift(double ReferenceTime, ConductanceCurve Exponent, ConductanceCurve Sigma) : DriftLaw(ReferenceTime)
{
    /// <inheritdoc/>
    public override double At(double programmed, double target, double age, double normal)
    {
        var exponent = Math.Abs(Exponent.At(target) + (Sigma.At(target) * normal));
        return programmed * Math.Pow((age + ReferenceTime) / ReferenceTime, -exponent);
    }
}
