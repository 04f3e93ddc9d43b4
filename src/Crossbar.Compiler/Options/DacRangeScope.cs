namespace Crossbar.Compiler.Options;

/// <summary>Which DACs share a range.</summary>
public enum DacRangeScope
{
    /// <summary>All of a layer.</summary>
    Layer,

    /// <summary>All of an array's rows; arrays that are driven by the same rows share it.</summary>
    Array,
}
