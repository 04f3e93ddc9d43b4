namespace Crossbar.Runtime.Devices.Laws;

/// <summary>What a cell fluctuates by from read to read, each part independent of the others.</summary>
public sealed record ReadNoiseLaw
{
    /// <summary>Standard deviation of white noise, in siemens, of the conductance at the time of the read; null for none.</summary>
    public ConductanceCurve? White { get; init; }

    /// <summary>1/f noise; null for none.</summary>
    public OneOverFNoise? OneOverF { get; init; }

    /// <summary>Telegraph noise; null for none.</summary>
    public TelegraphNoise? Telegraph { get; init; }
}
