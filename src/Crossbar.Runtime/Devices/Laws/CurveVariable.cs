namespace Crossbar.Runtime.Devices.Laws;

/// <summary>What a piece of a <see cref="ConductanceCurve"/> is a function of, as publications write it.</summary>
public enum CurveVariable
{
    /// <summary>The conductance G, in siemens.</summary>
    Conductance,

    /// <summary>g = G / G_max.</summary>
    Relative,

    /// <summary>ln g, with g = G / G_max.</summary>
    LogRelative,

    /// <summary>log10 of G in siemens.</summary>
    Decades,
}
