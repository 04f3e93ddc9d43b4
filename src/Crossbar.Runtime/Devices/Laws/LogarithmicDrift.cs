namespace Crossbar.Runtime.Devices.Laws;

/// <summary>G(t) = G + a·ln t + (b·ln t + c)·N with t = (age + t_0)/1 s: relaxation of filaments.</summary>
/// <param name="ReferenceTime">t_0, in second.</param>
/// <param name="Mean">a, in siemens.</param>
/// <param name="SigmaSlope">b, in siemens.</param>
/// <param name="Sigma">c, in siemens.</param>
public sealed record LogarithmicDrift(double ReferenceTime, ConductanceCurve Mean, ConductanceCurve SigmaSlope, ConductanceCurve Sigma) : DriftLaw(ReferenceTime)
{
    /// <inheritdoc/>
    public override double At(double programmed, double target, double age, double normal)
    {
        var logarithm = Math.Log(age + ReferenceTime);
        return programmed + (Mean.At(target) * logarithm) + (((SigmaSlope.At(target) * logarithm) + Sigma.At(target)) * normal);
    }
}
