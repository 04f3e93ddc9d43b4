namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What cells fluctuate by from read to read, at each conductance of <see cref="DevicePage.Targets"/>.</summary>
/// <param name="Age">Seconds after programming.</param>
/// <param name="Deviation">Standard deviation, in siemens.</param>
public sealed record DeviceNoise(double Age, ImmutableArray<double> Deviation);
