namespace Crossbar.Compiler.Power;

/// <summary>
/// What converters use per image by a model, not by a circuit: every conversion uses what one uses in ISAAC (<see cref="IsaacComponents"/>),
/// whose cycle of 100 ns has one conversion of each DAC and 128 of each ADC, doubled with every bit.
/// </summary>
/// <param name="Dac">Of the DACs, one for each word line of each array, in joule.</param>
/// <param name="Adc">Of the ADCs, one conversion per output of each tile, in joule.</param>
public sealed record ConverterEnergy(double Dac, double Adc)
{
    /// <summary>The energy of an image's conversions.</summary>
    /// <param name="dacConversions">How many conversions of DACs.</param>
    /// <param name="dacBits">Resolution of the DACs.</param>
    /// <param name="adcConversions">How many conversions of ADCs.</param>
    /// <param name="adcBits">Resolution of the ADCs.</param>
    /// <returns>Null where a resolution is 0: an ideal converter has no energy that could be told.</returns>
    public static ConverterEnergy? Of(long dacConversions, int dacBits, long adcConversions, int adcBits) => dacBits == 0 || adcBits == 0
        ? null : new ConverterEnergy(dacConversions * IsaacComponents.DacEnergy(dacBits), adcConversions * IsaacComponents.AdcEnergy(adcBits));
}
