namespace Crossbar.Compiler.Chip;

/// <summary>
/// Errors of a tile of nonlinear cells on the calibration data before and after their correction: |actual − ideal| of an output's current as
/// a share of max − min of its ideal signed values over these data (docs/conversion.md), without converters and fits.
/// </summary>
/// <param name="MeanBefore">Mean of the transfer matched at the data's secant conductance.</param>
/// <param name="WorstBefore">Its largest.</param>
/// <param name="MeanAfter">Mean after the correction.</param>
/// <param name="WorstAfter">Its largest.</param>
/// <param name="Rounds">How often the arrays were read with all data.</param>
public sealed record CorrectionQuality(double MeanBefore, double WorstBefore, double MeanAfter, double WorstAfter, int Rounds);
