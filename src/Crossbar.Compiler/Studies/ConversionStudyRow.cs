namespace Crossbar.Compiler.Studies;

/// <summary>How well one array computes after one conversion. Errors are shares of each output's ideal signed range over the inputs.</summary>
/// <param name="Kernel">The kind of kernel, or the layer and tile.</param>
/// <param name="Rows">Word lines.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Sparsity">Share of inputs that are 0.</param>
/// <param name="Conversion">The conversion.</param>
/// <param name="UsedRange">Share of the devices' conductance range that is used, 0 to 1.</param>
/// <param name="Floor">What the least target stands for, in siemens.</param>
/// <param name="Solves">Circuit solutions that the conversion took.</param>
/// <param name="Clipped">Cells clipped because their current is physically impossible.</param>
/// <param name="MeanError">Mean relative error.</param>
/// <param name="MeanLow">Lower end of its 95 % interval, by the means of inputs; null for a single input.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="WorstError">Worst relative error.</param>
/// <param name="MeanBits">log2(1/MeanError).</param>
/// <param name="WorstBits">log2(1/WorstError).</param>
/// <param name="FittedMeanError">Mean relative error after a first-order fit of each column to ten samples (paper, section 3.3.3).</param>
/// <param name="FittedWorstError">Worst relative error after that fit.</param>
/// <param name="Note">Why there are no figures, or that the array is not exact; empty otherwise.</param>
public sealed record ConversionStudyRow(
    string Kernel,
    int Rows,
    int Outputs,
    double Sparsity,
    string Conversion,
    double? UsedRange,
    double? Floor,
    int? Solves,
    int? Clipped,
    double? MeanError,
    double? MeanLow,
    double? MeanHigh,
    double? WorstError,
    double? MeanBits,
    double? WorstBits,
    double? FittedMeanError,
    double? FittedWorstError,
    string Note = "");
