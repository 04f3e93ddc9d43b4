using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Rtl;

/// <summary>What there is to say about the digital half of a chip.</summary>
/// <param name="Top">The chip's module.</param>
/// <param name="SequentialReads">Reads for an image along the longest path, one after the other; the arrays of a layer read together.</param>
/// <param name="Layers">Its layers.</param>
public sealed record RtlSummary(string Top, int SequentialReads, ImmutableArray<RtlLayerRow> Layers)
{
    /// <summary>Plans the digital half.</summary>
    /// <param name="className">The class that the chip is named after.</param>
    /// <param name="network">The compiled network.</param>
    /// <param name="options">How fast its arrays are, and how many there are.</param>
    /// <exception cref="CompilationException">A layer cannot be built (CBX0096, CBX0097).</exception>
    public static RtlSummary Of(string className, NetworkDesign network, CompilerOptions options) => Of(RtlDesign.Of(className, network, ArrayPlan.Of(network, options)));

    /// <summary>Sums up a plan.</summary>
    internal static RtlSummary Of(RtlDesign design) => new(design.Top, design.LongestReads, RtlLayerRow.Of(design));
}
