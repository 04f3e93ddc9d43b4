namespace Crossbar.Compiler.Options;

/// <summary>Where the slices of a weight are.</summary>
public enum SlicePlacement
{
    /// <summary>In neighbouring columns of one array.</summary>
    Columns,

    /// <summary>Each slice in arrays of its own.</summary>
    Arrays,
}
