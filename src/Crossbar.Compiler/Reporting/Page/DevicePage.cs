namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What the laws of a device make of its conductances.</summary>
/// <param name="Name">The device.</param>
/// <param name="Summary">What it is, in a line; empty where nobody says it.</param>
/// <param name="Range">What it can be programmed to.</param>
/// <param name="Targets">Targets over that range, in siemens.</param>
/// <param name="Cells">How many cells were drawn for each target and age.</param>
/// <param name="Spreads">What such cells have, by age; empty where the device has laws neither of programming nor of drift.</param>
/// <param name="Noise">What they fluctuate by; empty where nothing is known of it.</param>
/// <param name="Currents">Characteristics of some conductances; empty for cells whose current is their conductance times their voltage.</param>
public sealed record DevicePage(
    string Name,
    string Summary,
    ConductanceRange Range,
    ImmutableArray<double> Targets,
    int Cells,
    ImmutableArray<DeviceSpread> Spreads,
    ImmutableArray<DeviceNoise> Noise,
    ImmutableArray<DeviceCurrent> Currents);
