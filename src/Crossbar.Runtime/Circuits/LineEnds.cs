namespace Crossbar.Runtime.Circuits;

/// <summary>At which of its ends a wire of an array is connected.</summary>
public enum LineEnds
{
    /// <summary>At one end: a word line before its first cell, a bit line after its last.</summary>
    One,

    /// <summary>At both ends, each through a resistance of its own, to the same source or virtual ground.</summary>
    Both,
}
