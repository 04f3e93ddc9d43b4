namespace Crossbar.Compiler.Options;

/// <summary>For which cells one factor α turns weights into conductances.</summary>
public enum WeightScale
{
    /// <summary>Each column has its own α_j; the zero level β is shared.</summary>
    Column,

    /// <summary>One α for all columns of an array, as in the paper.</summary>
    Array,
}
