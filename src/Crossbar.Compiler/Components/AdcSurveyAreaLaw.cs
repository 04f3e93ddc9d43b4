namespace Crossbar.Compiler.Components;

/// <summary>The area, in m², of an ADC whose energy <see cref="AdcSurveyLaw"/> gives; of the same fit.</summary>
/// <param name="Energy">Its energy.</param>
public sealed record AdcSurveyAreaLaw(AdcSurveyLaw Energy) : BitLaw
{
    /// <inheritdoc/>
    public override double At(int bits) => 1e-12 * Math.Exp(
        1.3461916 + (0.9932795 * Math.Log(Energy.Node * 1e9)) + (0.1807154 * Math.Log(Energy.Rate)) + (0.2991243 * Math.Log(Energy.At(bits) * 1e12)));
}
