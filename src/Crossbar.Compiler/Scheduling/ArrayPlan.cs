using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>How often and how fast the arrays of a chip are read.</summary>
/// <param name="Timing">Cycles of a read.</param>
/// <param name="ColumnsPerAdc">Columns that share an ADC, at most; 0 where neurons count spikes.</param>
/// <param name="Copies">Copies of each layer's arrays, which take turns; 1 for layers without.</param>
/// <param name="Shortfall">Why the rate that was asked for is not reached; null if it is.</param>
public sealed record ArrayPlan(ArrayTiming Timing, int ColumnsPerAdc, ImmutableArray<int> Copies, string? Shortfall)
{
    /// <summary>
    /// Plans a chip: as many copies of each layer's arrays as it takes for the shortest time per image that the number of arrays allows, and none that do not shorten it, or for the
    /// rate that is asked for.
    /// </summary>
    /// <param name="design">The network on crossbars.</param>
    /// <param name="options">Clock, duration of a read, rate of ADCs, number of arrays, rate.</param>
    /// <exception cref="CompilationException">The chip has fewer arrays than the network needs (CBX0112).</exception>
    public static ArrayPlan Of(NetworkDesign design, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        var search = new CopySearch(design, options);
        var (copies, isShort) = search.Find();
        return new ArrayPlan(search.Timing, search.ColumnsPerAdc, copies, isShort ? search.Advice(copies) : null);
    }
}
