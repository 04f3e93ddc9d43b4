namespace Crossbar.Compiler.Mapping;

/// <summary>A crossbar array (or pair of arrays) before it is programmed: which block of a layer's unrolled kernel matrix it holds, and as what.</summary>
public sealed record MappedTile
{
    /// <summary>The convolution group; the first one where an array holds several.</summary>
    public required int Group { get; init; }

    /// <summary>First row of the group's unrolled kernel; rows beyond its last are the next group's.</summary>
    public required int FirstRow { get; init; }

    /// <summary>First output, counted over all columns of the layer: its output channels, or their slices.</summary>
    public required int FirstOutput { get; init; }

    /// <summary>Which lines of the arrays stand for what.</summary>
    public required ArrayLayout Layout { get; init; }

    /// <summary>The weights of the block in the kernel's order, or what their digits contribute to them, row-major [RowCount, OutputCount].</summary>
    public required float[] Weights { get; init; }

    /// <summary>What the bit lines are to transfer, as they lie on the wires.</summary>
    public required NormalizedTarget Target { get; init; }

    /// <summary>Which of the layer's columns holds what.</summary>
    public ColumnOrder Order { get; init; } = ColumnOrder.Natural;

    /// <summary>Whether its outputs are slices of weights, whose scales the digits give.</summary>
    public bool IsSliced { get; init; }

    /// <summary>See <see cref="CrossbarTile.ZeroWeights"/>.</summary>
    public ImmutableArray<float> ZeroWeights { get; init; } = [];

    /// <summary>Number of word lines M.</summary>
    public int RowCount => Layout.RowCount;

    /// <summary>Number of output columns N.</summary>
    public int OutputCount => Layout.OutputCount;

    /// <summary>The cells of each array that are known not to be programmable; empty where none is.</summary>
    public ImmutableArray<ImmutableArray<StuckCell>> Faults { get; init; } = [];

    /// <summary>The range, in siemens, that the closed form expects of the natural order; 0 where none was sought.</summary>
    public double NaturalRange { get; init; }

    /// <summary>The range, in siemens, that it expects of the order chosen.</summary>
    public double ExpectedRange { get; init; }

    /// <summary>A tile in its natural order, with a device in every place.</summary>
    /// <param name="group">Its group, or the first of those that it holds.</param>
    /// <param name="firstRow">See <see cref="FirstRow"/>.</param>
    /// <param name="firstOutput">See <see cref="FirstOutput"/>.</param>
    /// <param name="layout">See <see cref="Layout"/>.</param>
    /// <param name="weights">See <see cref="Weights"/>.</param>
    /// <param name="scale">Which columns share a scale.</param>
    internal static MappedTile Of(int group, int firstRow, int firstOutput, ArrayLayout layout, float[] weights, WeightScale scale) => new()
    {
        Group = group,
        FirstRow = firstRow,
        FirstOutput = firstOutput,
        Layout = layout,
        Weights = weights,
        Target = WeightScaling.Normalize(layout, weights, scale),
    };

    /// <summary>The same tile with its lines in another order.</summary>
    /// <param name="rowOrder">For each word line the input that drives it; empty for the natural order.</param>
    /// <param name="lineOrder">For each bit line the line that it is, or <see cref="ArrayLayout.Spare"/>; empty for the natural order.</param>
    /// <exception cref="InvalidOperationException">The tile is not in its natural order.</exception>
    public MappedTile Arrange(ImmutableArray<int> rowOrder, ImmutableArray<int> lineOrder)
    {
        if (!Layout.RowOrder.IsEmpty || !Layout.LineOrder.IsEmpty)
            throw new InvalidOperationException("Only a tile in its natural order can be arranged.");
        var layout = Layout with { RowOrder = rowOrder, LineOrder = lineOrder };
        var values = new double[layout.CellCount];
        var absent = Target.Absent is null ? null : new bool[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var line = layout.LineOf(k % layout.BitLines);
            var wordLine = k / layout.BitLines;
            var row = (wordLine / RowCount * RowCount) + layout.InputOf(wordLine % RowCount);
            if (line == ArrayLayout.Spare)
                continue;
            values[k] = Target.Values[(row * Layout.BitLines) + line];
            if (absent is not null)
                absent[k] = Target.IsAbsent((row * Layout.BitLines) + line);
        }

        return this with { Layout = layout, Target = Target with { Values = values, Absent = absent } };
    }

    /// <summary>Which cells no conversion chooses: those known to be stuck, those that are not there, and those of lines that no output uses.</summary>
    public bool[] FixedCells()
    {
        var isFixed = Target.Absent is null ? new bool[Target.Values.Length] : (bool[])Target.Absent.Clone();
        ForEachFault((cell, _) => isFixed[cell] = true);
        for (var bitLine = 0; bitLine < Layout.BitLines; bitLine++)
        {
            for (var k = bitLine; Layout.LineOf(bitLine) == ArrayLayout.Spare && k < isFixed.Length; k += Layout.BitLines)
                isFixed[k] = true;
        }

        return isFixed;
    }

    /// <summary>Calls for every stuck cell, by its number among all cells of the tile.</summary>
    public void ForEachFault(Action<int, StuckCell> act)
    {
        for (var a = 0; a < Faults.Length; a++)
        {
            foreach (var fault in Faults[a])
                act((((a * RowCount) + fault.Row) * Layout.BitLines) + fault.Column, fault);
        }
    }

    /// <summary>For messages: rows 0–95, outputs 0–63.</summary>
    public string Place =>
        $"rows {FirstRow}–{FirstRow + RowCount - 1}, outputs {Order.NameOf(FirstOutput)}–{Order.NameOf(FirstOutput + OutputCount - 1)}";
}
