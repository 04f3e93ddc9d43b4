namespace Crossbar.Compiler.Options;

/// <summary>Which ADCs share a range.</summary>
public enum AdcRangeScope
{
    /// <summary>None: each column has its own.</summary>
    Column,

    /// <summary>All columns of an array.</summary>
    Array,

    /// <summary>All columns of all arrays of a layer.</summary>
    Layer,
}
