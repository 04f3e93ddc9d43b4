namespace Crossbar.Compiler.Scheduling;

/// <summary>What a layer on crossbars does while images go through the chip.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Arrays">Arrays of one copy, both of pairs.</param>
/// <param name="Copies">Copies of them.</param>
/// <param name="Reads">Reads per image: pulses of all windows.</param>
/// <param name="Cycles">Cycles per image that it takes where nothing else holds it up: its reads, and the walk of its line buffers in between.</param>
/// <param name="Busy">Share of the time in which its arrays are read.</param>
public sealed record LayerSchedule(string Layer, int Arrays, int Copies, int Reads, double Cycles, double Busy);
