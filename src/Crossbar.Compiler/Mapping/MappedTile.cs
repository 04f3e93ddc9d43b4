using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Mapping;

/// <summary>A crossbar array (or pair of arrays) before it is programmed: which block of a layer's unrolled kernel matrix it holds, and as what.</summary>
public sealed record MappedTile
{
    /// <summary>The convolution group.</summary>
    public required int Group { get; init; }

    /// <summary>First row of the group's unrolled kernel.</summary>
    public required int FirstRow { get; init; }

    /// <summary>First output channel, counted over the whole layer.</summary>
    public required int FirstOutput { get; init; }

    /// <summary>Which lines of the arrays stand for what.</summary>
    public required ArrayLayout Layout { get; init; }

    /// <summary>The weights of the block in the kernel's order, row-major [RowCount, OutputCount].</summary>
    public required float[] Weights { get; init; }

    /// <summary>What the bit lines are to transfer, as they lie on the wires.</summary>
    public required NormalizedTarget Target { get; init; }

    /// <summary>Number of word lines M.</summary>
    public int RowCount => Layout.RowCount;

    /// <summary>Number of output columns N.</summary>
    public int OutputCount => Layout.OutputCount;

    /// <summary>For messages: rows 0–95, outputs 0–63.</summary>
    public string Place =>
        $"rows {FirstRow}–{FirstRow + RowCount - 1}, outputs {FirstOutput}–{FirstOutput + OutputCount - 1}";
}
