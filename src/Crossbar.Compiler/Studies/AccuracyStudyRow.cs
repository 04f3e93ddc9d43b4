namespace Crossbar.Compiler.Studies;

/// <summary>The accuracy of one chip on a test set, and what it costs. Shares are 0 to 1, intervals hold with 95 %.</summary>
/// <param name="Mapping">The mapping scheme; empty for the software network.</param>
/// <param name="Conversion">The conversion; empty for the software network.</param>
/// <param name="Encoding">How rows are told activations, such as BitSerial:2; empty for the software network.</param>
/// <param name="Weights">Bits of weights and of cells, such as 8/2; empty for the software network.</param>
/// <param name="Bits">Resolution of the DACs and ADCs, such as 6/6; <c>software</c> for the digital network.</param>
/// <param name="Images">Number of test images.</param>
/// <param name="Accuracy">Share of images named rightly.</param>
/// <param name="AccuracyLow">Lower end of its Wilson interval.</param>
/// <param name="AccuracyHigh">Upper end.</param>
/// <param name="Loss">The software network's accuracy less this one.</param>
/// <param name="LossLow">Lower end of its interval, by the images that only one of the two names rightly.</param>
/// <param name="LossHigh">Upper end.</param>
/// <param name="Arrays">Number of crossbar arrays.</param>
/// <param name="Devices">Number of memristors.</param>
/// <param name="Reads">Reads of arrays per image, all layers one after the other.</param>
/// <param name="Energy">What the arrays turn into heat per image, in joule, on the calibration data.</param>
/// <param name="DacEnergy">Modelled energy of the DACs per image, in joule; none where converters are ideal.</param>
/// <param name="AdcEnergy">Modelled energy of the ADCs per image, in joule; none where converters are ideal.</param>
/// <param name="Note">Why there are no figures, or what was warned of; empty for nothing.</param>
public sealed record AccuracyStudyRow(
    string Mapping,
    string Conversion,
    string Encoding,
    string Weights,
    string Bits,
    int Images,
    double? Accuracy = null,
    double? AccuracyLow = null,
    double? AccuracyHigh = null,
    double? Loss = null,
    double? LossLow = null,
    double? LossHigh = null,
    int? Arrays = null,
    long? Devices = null,
    long? Reads = null,
    double? Energy = null,
    double? DacEnergy = null,
    double? AdcEnergy = null,
    string Note = "");
