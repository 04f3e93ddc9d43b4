namespace Crossbar.Runtime;

/// <summary>One crossbar layer of a network in figures.</summary>
/// <param name="Name">The layer.</param>
/// <param name="KernelLength">Rows of its unrolled kernel.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Reads">Reads of its arrays per image: window positions.</param>
/// <param name="Arrays">Number of arrays.</param>
/// <param name="LargestRows">Word lines of its largest array.</param>
/// <param name="LargestBitLines">Bit lines of its largest array.</param>
/// <param name="Devices">Number of memristors, reference columns included.</param>
/// <param name="UsedRange">The least share of the devices' conductance range that the wires leave to one of its arrays, 0 to 1.</param>
public sealed record LayerSummary(
    string Name, int KernelLength, int Outputs, int Reads, int Arrays, int LargestRows, int LargestBitLines, long Devices, double UsedRange);
