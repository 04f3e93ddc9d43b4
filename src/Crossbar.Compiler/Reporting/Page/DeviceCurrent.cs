namespace Crossbar.Compiler.Reporting.Page;

/// <summary>A current-voltage characteristic.</summary>
/// <param name="Conductance">What the cell was programmed to, in siemens.</param>
/// <param name="Voltages">In volt, rising.</param>
/// <param name="Currents">In ampere.</param>
public sealed record DeviceCurrent(double Conductance, ImmutableArray<double> Voltages, ImmutableArray<double> Currents);
