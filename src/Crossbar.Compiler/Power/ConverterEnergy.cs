using Crossbar.Compiler.Components;

namespace Crossbar.Compiler.Power;

/// <summary>
/// What converters use per image by a model, not by a circuit: every conversion uses what a publication has for one (<see cref="ComponentSet"/>).
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
    /// <param name="components">What a conversion uses.</param>
    /// <returns>Null where a resolution is 0: an ideal converter has no energy that could be told.</returns>
    public static ConverterEnergy? Of(long dacConversions, int dacBits, long adcConversions, int adcBits, ComponentSet components) => dacBits == 0 || adcBits == 0
        ? null : new ConverterEnergy(dacConversions * components.RowDriver.Energy.At(dacBits), adcConversions * components.Adc.Energy.At(adcBits));
}
