namespace Crossbar.Compiler.Studies.Chips;

/// <summary>How the accuracies of many chips are distributed. Shares are 0 to 1, intervals hold with 95 %, for the chips.</summary>
/// <param name="Chips">Number of chips.</param>
/// <param name="SoftwareAccuracy">Share of images that the digital network names rightly.</param>
/// <param name="MeanAccuracy">Mean of the chips' accuracies.</param>
/// <param name="MeanLow">Lower end of its interval.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="Deviation">Standard deviation of the chips' accuracies.</param>
/// <param name="Least">The worst chip's.</param>
/// <param name="Quantile5">The accuracy that 5 % of the chips do not reach.</param>
/// <param name="Quantile25">A quarter of them.</param>
/// <param name="Median">Half of them.</param>
/// <param name="Quantile75">Three quarters.</param>
/// <param name="Quantile95">All but 5 %.</param>
/// <param name="Greatest">The best chip's.</param>
/// <param name="Threshold">The accuracy from which on a chip is good.</param>
/// <param name="Yield">Share of good chips.</param>
/// <param name="YieldLow">Lower end of its Wilson interval.</param>
/// <param name="YieldHigh">Upper end.</param>
/// <param name="Note">What was warned of; empty for nothing.</param>
public sealed record YieldRow(
    int Chips,
    double SoftwareAccuracy,
    double MeanAccuracy,
    double? MeanLow,
    double? MeanHigh,
    double Deviation,
    double Least,
    double Quantile5,
    double Quantile25,
    double Median,
    double Quantile75,
    double Quantile95,
    double Greatest,
    double Threshold,
    double Yield,
    double YieldLow,
    double YieldHigh,
    string Note = "");
