namespace Crossbar.Compiler.Studies.Chips;

/// <summary>The accuracy of one chip of many that were drawn.</summary>
/// <param name="Age">Its age, in second; null for the chip as it was designed.</param>
/// <param name="Compensation">What was done about its errors; <c>as designed</c> for the chip without any, <c>software</c> for the digital network.</param>
/// <param name="Accuracy">Share of images that it names rightly.</param>
/// <param name="Note">What was warned of while it was built; empty for nothing.</param>
public sealed record DrawnChip(double? Age, string Compensation, double Accuracy, string Note = "");
