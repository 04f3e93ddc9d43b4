using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Sweeps;

/// <summary>What a chip is and does at one point of a grid. Shares are 0 to 1, intervals hold with 95 %.</summary>
/// <param name="Point">The point.</param>
/// <param name="Arrays">Number of crossbar arrays.</param>
/// <param name="Devices">Number of memristors.</param>
/// <param name="UsedRange">The least share of the conductance range that the wires leave to an array.</param>
/// <param name="MeanError">Mean of |T − target| / range over all cells.</param>
/// <param name="WorstError">The greatest.</param>
/// <param name="Energy">What its arrays turn into heat per image, in joule, on the calibration data.</param>
/// <param name="ChipEnergy">What the whole chip uses per image, in joule.</param>
/// <param name="Area">Its area, in mm².</param>
/// <param name="ImagesPerSecond">Images per second.</param>
/// <param name="Latency">From an image's first pixel to its last score, in second.</param>
/// <param name="LeftOut">Parts of the chip that have no figure, so that its energy and area are without them.</param>
/// <param name="Pareto"><c>yes</c> where no other point with figures of the same parts is as good in accuracy, energy and area of the chip, and images per second, and better in one of them.</param>
/// <param name="Images">Number of test images.</param>
/// <param name="SoftwareAccuracy">Share of images that the digital network names rightly.</param>
/// <param name="Accuracy">Share of images that the chip names rightly.</param>
/// <param name="AccuracyLow">Lower end of its Wilson interval.</param>
/// <param name="AccuracyHigh">Upper end.</param>
/// <param name="Loss">The software network's accuracy less the chip's.</param>
/// <param name="LossLow">Lower end of its interval, by the images that only one of the two names rightly.</param>
/// <param name="LossHigh">Upper end.</param>
/// <param name="Note">Why there are no figures, or what was warned of; empty for nothing.</param>
public sealed record SweepRow(
    SweepPoint Point,
    int? Arrays,
    long? Devices,
    double? UsedRange,
    double? MeanError,
    double? WorstError,
    double? Energy,
    double? ChipEnergy,
    double? Area,
    double? ImagesPerSecond,
    double? Latency,
    string LeftOut,
    string Pareto,
    int Images,
    double? SoftwareAccuracy,
    double? Accuracy,
    double? AccuracyLow,
    double? AccuracyHigh,
    double? Loss,
    double? LossLow,
    double? LossHigh,
    string Note = "");
