namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What cells have at an age, for each target of <see cref="DevicePage.Targets"/>.</summary>
/// <param name="Age">Seconds after programming.</param>
/// <param name="Mean">Mean of the cells' conductances, in siemens.</param>
/// <param name="Deviation">Their standard deviation, in siemens.</param>
public sealed record DeviceSpread(double Age, ImmutableArray<double> Mean, ImmutableArray<double> Deviation);
