namespace Crossbar.Compiler.Studies.Chips;

/// <summary>One chip of a yield study.</summary>
/// <param name="Accuracy">Share of images that it names rightly.</param>
/// <param name="SoftwareAccuracy">Share that the digital network names rightly.</param>
/// <param name="Threshold">The accuracy from which on a chip is good.</param>
/// <param name="Note">What was warned of while it was built; empty for nothing.</param>
public sealed record YieldChip(double Accuracy, double SoftwareAccuracy, double Threshold, string Note = "");
