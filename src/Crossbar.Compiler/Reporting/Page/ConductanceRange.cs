namespace Crossbar.Compiler.Reporting.Page;

/// <summary>The devices' range, in siemens.</summary>
/// <param name="Minimum">The least conductance.</param>
/// <param name="Maximum">The greatest one.</param>
public sealed record ConductanceRange(double Minimum, double Maximum);
