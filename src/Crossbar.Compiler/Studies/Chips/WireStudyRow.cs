namespace Crossbar.Compiler.Studies.Chips;

/// <summary>
/// A network on chips whose wires are not those that it was compiled for: as compiled, and calibrated anew on its own currents. Shares are
/// 0 to 1, intervals hold with 95 %, by the images that only one of software and chip names rightly.
/// </summary>
/// <param name="Conversion">The conversion.</param>
/// <param name="Factor">What the chip's resistances are of those that were compiled for.</param>
/// <param name="Images">Number of test images.</param>
/// <param name="AccuracyBefore">Share of images named rightly with the ranges and fits of the wires that were compiled for.</param>
/// <param name="LossBefore">The software network's accuracy less that.</param>
/// <param name="LossBeforeLow">Lower end of its interval.</param>
/// <param name="LossBeforeHigh">Upper end.</param>
/// <param name="ErrorBefore">Root mean square of the scores' differences from the software network's, over that of its scores.</param>
/// <param name="Accuracy">Share of images named rightly after recalibration.</param>
/// <param name="Loss">The software network's accuracy less that.</param>
/// <param name="LossLow">Lower end of its interval.</param>
/// <param name="LossHigh">Upper end.</param>
/// <param name="Error">As <paramref name="ErrorBefore"/>, after recalibration.</param>
/// <param name="Note">Why there are no figures, or what was warned of; empty for nothing.</param>
public sealed record WireStudyRow(
    string Conversion,
    double Factor,
    int Images,
    double? AccuracyBefore,
    double? LossBefore,
    double? LossBeforeLow,
    double? LossBeforeHigh,
    double? ErrorBefore,
    double? Accuracy,
    double? Loss,
    double? LossLow,
    double? LossHigh,
    double? Error,
    string Note = "");
