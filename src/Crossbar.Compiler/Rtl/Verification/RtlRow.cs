namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>What a simulation of a chip's digital half showed.</summary>
/// <param name="Run">Whether both ends paused.</param>
/// <param name="Simulator">Verilator or Icarus.</param>
/// <param name="Images">Images whose codes and scores are all the runtime's.</param>
/// <param name="Latency">Cycles from the first pixel of the first image to its scores.</param>
/// <param name="Interval">Cycles from one image's scores to the next one's, the mean over all.</param>
/// <param name="ImagesPerSecondAt100MHz">Images per second of a clock of 100 MHz, one image behind the other.</param>
/// <param name="SequentialReads">Reads of an image one after the other along the longest path.</param>
/// <param name="Seconds">How long the simulation took, its compilation apart.</param>
public sealed record RtlRow(string Run, string Simulator, int Images, long Latency, long Interval, double ImagesPerSecondAt100MHz, int SequentialReads, double Seconds);
