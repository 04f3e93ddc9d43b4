namespace Crossbar.Compiler.Options;

/// <summary>In which order inputs and outputs lie on an array's wires.</summary>
public enum LineOrder
{
    /// <summary>The order that leaves the widest conductance range: heavy rows near the sense end, heavy columns near the driven end, or near both.</summary>
    Optimized,

    /// <summary>The kernel's own order.</summary>
    Natural,
}
