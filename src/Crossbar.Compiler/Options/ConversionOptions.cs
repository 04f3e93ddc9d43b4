namespace Crossbar.Compiler.Options;

/// <summary>From the targets of an array's cells to the conductances to program.</summary>
public sealed record ConversionOptions
{
    /// <summary>From targets to programmed conductances.</summary>
    public ConversionMethod Method { get; init; } = ConversionMethod.Exact;

    /// <summary>The input that <see cref="ConversionMethod.Signal"/> converts for.</summary>
    public ConversionSignal Signal { get; init; } = ConversionSignal.Default;

    /// <summary>In which order inputs and outputs lie on an array's wires.</summary>
    public LineOrder LineOrder { get; init; } = LineOrder.Optimized;

    /// <summary>Number of levels that a conductance can be programmed to; 0 for a continuum.</summary>
    public int ConductanceLevels { get; init; }
}
