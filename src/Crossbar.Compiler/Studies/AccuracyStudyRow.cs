namespace Crossbar.Compiler.Studies;

/// <summary>The accuracy of one chip on a test set. Shares are 0 to 1, intervals hold with 95 %.</summary>
/// <param name="Mapping">The mapping scheme; empty for the software network.</param>
/// <param name="Conversion">The conversion; empty for the software network.</param>
/// <param name="Bits">Resolution of the DACs and ADCs, such as 6/6; <c>software</c> for the digital network.</param>
/// <param name="Images">Number of test images.</param>
/// <param name="Accuracy">Share of images named rightly.</param>
/// <param name="AccuracyLow">Lower end of its Wilson interval.</param>
/// <param name="AccuracyHigh">Upper end.</param>
/// <param name="Loss">The software network's accuracy less this one.</param>
/// <param name="LossLow">Lower end of its interval, by the images that only one of the two names rightly.</param>
/// <param name="LossHigh">Upper end.</param>
/// <param name="Note">Why there are no figures, or what was warned of; empty for nothing.</param>
public sealed record AccuracyStudyRow(
    string Mapping,
    string Conversion,
    string Bits,
    int Images,
    double? Accuracy,
    double? AccuracyLow,
    double? AccuracyHigh,
    double? Loss,
    double? LossLow,
    double? LossHigh,
    string Note = "");
