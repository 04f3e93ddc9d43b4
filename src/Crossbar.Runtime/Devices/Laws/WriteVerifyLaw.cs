namespace Crossbar.Runtime.Devices.Laws;

/// <summary>A cell is written, read and written again until it is near enough to its target.</summary>
/// <param name="Tolerance">How far from the target a cell may be, in siemens.</param>
/// <param name="MaxPulses">After how many writes it stays as it is.</param>
public sealed record WriteVerifyLaw(ConductanceCurve Tolerance, int MaxPulses)
{
    /// <summary>Energy of one write, in joule; null where it is not known.</summary>
    public double? PulseEnergy { get; init; }

    /// <summary>Duration of one write with its read, in second; null where it is not known.</summary>
    public double? PulseTime { get; init; }
}
