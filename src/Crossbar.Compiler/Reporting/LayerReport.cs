using Crossbar.Compiler.Power;

namespace Crossbar.Compiler.Reporting;

/// <summary>One layer on crossbars.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Operator">The ONNX operator that it was.</param>
/// <param name="Input">Shape of its input.</param>
/// <param name="Output">Shape of its output.</param>
/// <param name="Kernel">Size of its unrolled kernel, rows × outputs (of one group).</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Reads">Array reads per image: window positions.</param>
/// <param name="InputMinimum">Least activation that any of its DACs covers.</param>
/// <param name="InputMaximum">Greatest activation that any of its DACs covers.</param>
/// <param name="Converters">What its converters do to the calibration data.</param>
/// <param name="Power">What its arrays draw while they are read.</param>
/// <param name="Arrays">Its arrays.</param>
public sealed record LayerReport(
    string Name,
    string Operator,
    string Input,
    string Output,
    string Kernel,
    int Groups,
    int Reads,
    float InputMinimum,
    float InputMaximum,
    ConverterReport Converters,
    LayerPower Power,
    ImmutableArray<ArrayReport> Arrays);
