using Crossbar.Compiler.Power;

namespace Crossbar.Compiler.Reporting;

/// <summary>What of a report only the whole layer shows, with its samples and the transfer of its arrays.</summary>
/// <param name="Power">What its arrays draw.</param>
/// <param name="Converters">What its converters do to the calibration data.</param>
internal sealed record MeasuredLayer(LayerPower Power, ConverterReport Converters);
