namespace Crossbar.Runtime;

/// <summary>What a chip that has grown older does about it.</summary>
public enum DriftCompensation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// The digital half multiplies each array's currents by one factor: what all of its currents came to right after programming, row by row, over what
    /// they come to now.
    /// </summary>
    GlobalScale,
}
