namespace Crossbar.Compiler.Chip;

/// <summary>What the conversion of an array came to, for people to judge.</summary>
/// <param name="IsConverged">Whether an exact conversion reached its goal; true for what is no exact conversion.</param>
/// <param name="Impossible">Cells whose wanted current is physically impossible, and that were clipped.</param>
/// <param name="Correction">What the correction of nonlinear cells reached; null where there was none.</param>
/// <param name="OrderGain">How many times the range of the natural order the closed form expects of the order of lines that was chosen; 1 where none was sought.</param>
public sealed record ConversionOutcome(bool IsConverged, ImpossibleCells Impossible, CorrectionQuality? Correction, double OrderGain);
