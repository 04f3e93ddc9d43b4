namespace Crossbar.Compiler.Components;

/// <summary>
/// The energy of a conversion, in joule, of the best ADCs of Murmann's survey (ADC Performance Survey 1997–2023), as Andrulis et al. fitted it (Accelergy's ADC plug-in;
/// "Modeling Analog-Digital-Converter Energy and Area for Compute-In-Memory Accelerator Design", arXiv 2404.06553): bounded by the resolution or by the rate. Optimistic, and known from 4 bits on:
/// fewer take what 4 take.
/// </summary>
/// <param name="Rate">Conversions per second of one ADC.</param>
/// <param name="Node">Technology node, in metre.</param>
public sealed record AdcSurveyLaw(double Rate, double Node) : BitLaw
{
    private const int LeastBits = 4;

    /// <inheritdoc/>
    public override double At(int bits)
    {
        var n = Math.Max(LeastBits, bits);
        var signalToNoise = (6.0206 * n) + 1.7609;
        var figureOfMerit = Math.Min(213.78067 - (2.871903 * Math.Log(Rate)), 128.30683 + (3.2205115 * n));
        var picojoule = 0.5 * Math.Pow(10, (signalToNoise - figureOfMerit) / 10)
            * Math.Exp(26.0496216 + (1.8800369 * Math.Log(Node * 1e9)) - (2.8291256 * Math.Log(n)) - 1.4702022);
        return picojoule * 1e-12;
    }
}
