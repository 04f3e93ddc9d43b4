namespace Crossbar.Compiler.Studies.Chips;

/// <summary>A network on several chips of an age. Shares are 0 to 1, intervals hold with 95 %, for the chips.</summary>
/// <param name="Device">The device.</param>
/// <param name="Age">Seconds after programming; empty for software and for the chip as designed.</param>
/// <param name="Compensation">What is done about the chips' errors and age; <c>software</c>, <c>as designed</c>.</param>
/// <param name="Chips">Number of chips.</param>
/// <param name="MeanAccuracy">Mean of their accuracies.</param>
/// <param name="MeanLow">Lower end of its interval.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="LeastAccuracy">The worst chip's.</param>
/// <param name="GreatestAccuracy">The best chip's.</param>
/// <param name="MeanLoss">The software network's accuracy less the mean.</param>
/// <param name="Note">What was warned of; empty for nothing.</param>
public sealed record RetentionRow(
    string Device,
    double? Age,
    string Compensation,
    int Chips,
    double MeanAccuracy,
    double? MeanLow,
    double? MeanHigh,
    double LeastAccuracy,
    double GreatestAccuracy,
    double MeanLoss,
    string Note = "");
