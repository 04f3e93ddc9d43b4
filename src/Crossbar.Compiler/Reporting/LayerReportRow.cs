namespace Crossbar.Compiler.Reporting;

/// <summary>A layer's line of the table that <c>crossbar compile --table</c> prints; its properties are the columns.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Kernel">Size of its unrolled kernel.</param>
/// <param name="Arrays">Number of tiles.</param>
/// <param name="RangePercent">Least share of the conductance range that the wires leave to an array, in percent.</param>
/// <param name="WorstErrorPercent">Largest transfer error, in percent of the range.</param>
/// <param name="DacMin">Least activation that any of the DACs covers.</param>
/// <param name="DacMax">Greatest activation that any of the DACs covers.</param>
/// <param name="DacClipPercent">Clipped activations, in percent.</param>
/// <param name="AdcMinMicroampere">Least current that an ADC covers, in µA.</param>
/// <param name="AdcMaxMicroampere">Greatest current that an ADC covers, in µA.</param>
/// <param name="AdcClipPercent">Clipped currents, in percent.</param>
/// <param name="SqnrDecibel">Signal-to-quantisation-noise ratio of the layer's output, in dB.</param>
/// <param name="PowerMilliwatt">Mean power of the arrays while they are read, in mW.</param>
/// <param name="EnergyNanojoule">Energy of the arrays per image, in nJ.</param>
/// <param name="SettlingNanosecond">What the slowest array takes to settle, in ns; null where that is not considered, or ADCs are ideal.</param>
public sealed record LayerReportRow(
    string Layer,
    string Kernel,
    int Arrays,
    double RangePercent,
    double WorstErrorPercent,
    double DacMin,
    double DacMax,
    double DacClipPercent,
    double AdcMinMicroampere,
    double AdcMaxMicroampere,
    double AdcClipPercent,
    double? SqnrDecibel,
    double PowerMilliwatt,
    double EnergyNanojoule,
    double? SettlingNanosecond)
{
    /// <summary>The line of a layer.</summary>
    public static LayerReportRow Of(LayerReport layer) => new(
        layer.Name,
        layer.Kernel,
        layer.Arrays.Length,
        100 * layer.Arrays.Min(a => a.UsedRange),
        100 * layer.Arrays.Max(a => a.WorstError),
        layer.InputMinimum,
        layer.InputMaximum,
        100 * layer.Converters.DacClipping,
        1e6 * layer.Converters.AdcMinimum,
        1e6 * layer.Converters.AdcMaximum,
        100 * layer.Converters.AdcClipping,
        layer.Converters.SignalToNoise,
        1e3 * layer.Power.Mean,
        1e9 * layer.Power.Energy,
        1e9 * layer.Arrays.Max(a => a.Settling?.Time));
}
