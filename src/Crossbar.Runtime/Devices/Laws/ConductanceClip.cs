namespace Crossbar.Runtime.Devices.Laws;

/// <summary>Where the conductances that a law gives are cut off. A cut shifts their mean.</summary>
public enum ConductanceClip
{
    /// <summary>At 0: no device conducts less than nothing.</summary>
    Zero,

    /// <summary>At the device's least and greatest conductance.</summary>
    Range,
}
