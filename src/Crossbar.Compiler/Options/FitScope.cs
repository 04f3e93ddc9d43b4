namespace Crossbar.Compiler.Options;

/// <summary>Which columns share a first-order fit.</summary>
public enum FitScope
{
    /// <summary>None: each column has its own.</summary>
    Column,

    /// <summary>All columns of an array (the paper's way).</summary>
    Array,
}
