namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// What is known of a kind of memristor beyond its range: how it takes a conductance, keeps it, and is read (docs/devices.md). Without a part nothing
/// of its kind happens. The laws act on a chip that has an age (<see cref="CrossbarOptions.Age"/>).
/// </summary>
public sealed record DeviceLaws
{
    /// <summary>What it is called: the preset's name or the file's.</summary>
    public required string Name { get; init; }

    /// <summary>The least conductance that it can be programmed to, in siemens.</summary>
    public required double MinConductance { get; init; }

    /// <summary>The greatest, in siemens.</summary>
    public required double MaxConductance { get; init; }

    /// <summary>Errors of programming.</summary>
    public ProgrammingLaw? Programming { get; init; }

    /// <summary>Drift.</summary>
    public DriftLaw? Drift { get; init; }

    /// <summary>Noise of reads.</summary>
    public ReadNoiseLaw? ReadNoise { get; init; }

    /// <summary>Temperature.</summary>
    public TemperatureLaw? Temperature { get; init; }

    /// <summary>The current-voltage characteristic; null for that of <see cref="HardwareDesign.Nonlinearity"/>.</summary>
    public CurrentLaw? Current { get; init; }

    /// <summary>Where conductances are cut off.</summary>
    public ConductanceClip Clip { get; init; }

    /// <summary>Whether something is known of what becomes of it after it was programmed.</summary>
    internal bool KnowsTime => Drift is not null || Programming is { Sigma.Length: > 1 } || ReadNoise?.OneOverF is not null;

    /// <summary>Probability of a cell to be stuck at the greatest conductance.</summary>
    public double StuckOnRate { get; init; }

    /// <summary>Probability of a cell to be stuck at the least conductance.</summary>
    public double StuckOffRate { get; init; }
}
