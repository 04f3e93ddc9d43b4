using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Reporting;

/// <summary>What a layer's converters do to the calibration data.</summary>
/// <param name="AdcMinimum">Least current of a column that an ADC covers, in ampere.</param>
/// <param name="AdcMaximum">Greatest current of a column that an ADC covers, in ampere.</param>
/// <param name="DacClipping">Share of the activations other than 0 that lie beyond the DACs' end codes by more than half a step, 0 to 1.</param>
/// <param name="AdcClipping">Share of the currents that lie beyond their ADC's end codes by more than half a step, 0 to 1.</param>
/// <param name="SignalToNoise">
/// Signal-to-quantisation-noise ratio in dB: the variance of the layer's output, as its weights make it of the activations that reach
/// the chip, over the mean squared error of the chip's output before the first-order fit, each output's mean error taken away; null
/// where there is no signal or no noise. Without converters it is what wires and cells leave.
/// </param>
/// <param name="AsBuilt">The worst of its converters as they were built; null where they are as designed.</param>
public sealed record ConverterReport(
    float AdcMinimum,
    float AdcMaximum,
    double DacClipping,
    double AdcClipping,
    double? SignalToNoise,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WorstConverters? AsBuilt = null);
