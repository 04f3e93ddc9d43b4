using System.Runtime.InteropServices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>How one output column of a tile is digitised and decoded.</summary>
/// <param name="Scale">α: siemens of transfer conductance that stand for one unit of weight.</param>
/// <param name="WeightSum">Sum of the weights of the column, which decodes the offset of negative inputs.</param>
/// <param name="AdcMinimum">Current of the ADC's code 0, in ampere.</param>
/// <param name="AdcMaximum">Current of the ADC's highest code, in ampere.</param>
/// <param name="FitGain">Calibration: ideal = FitGain·decoded + FitOffset.</param>
/// <param name="FitOffset">Calibration: see <paramref name="FitGain"/>; in units of the layer's output.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ColumnReadout(
    float Scale, float WeightSum, float AdcMinimum, float AdcMaximum, float FitGain, float FitOffset)
{
    /// <summary>The currents of the ADC's first and last code, in ampere.</summary>
    public ConverterRange AdcRange => new(AdcMinimum, AdcMaximum);

    /// <summary>Whether all of it are numbers that can be computed with.</summary>
    public bool IsFinite =>
        float.IsFinite(Scale) && float.IsFinite(WeightSum) && float.IsFinite(AdcMinimum) && float.IsFinite(AdcMaximum)
        && float.IsFinite(FitGain) && float.IsFinite(FitOffset);

    /// <summary>How many numbers a readout is: its layout in tables.</summary>
    internal const int NumberCount = 6;
}
