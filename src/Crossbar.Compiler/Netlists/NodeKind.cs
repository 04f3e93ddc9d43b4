namespace Crossbar.Compiler.Netlists;

/// <summary>What a node of an array's circuit is.</summary>
internal enum NodeKind
{
    /// <summary>The reference potential.</summary>
    Ground,

    /// <summary>Output of a row's source, before R_in.</summary>
    Source,

    /// <summary>t[i,j]: the word line at a cell.</summary>
    WordLine,

    /// <summary>m[i,j]: between a memristor and its access transistor.</summary>
    Access,

    /// <summary>b[i,j]: the bit line at a cell.</summary>
    BitLine,

    /// <summary>A column's virtual ground, behind R_out.</summary>
    Sense,
}
