using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Crossbar.Runtime.Tables;

namespace Crossbar.Runtime.Tests.Tables;

public sealed class TableReaderTests
{
    // Two tiles: 2×(1+1) and 1×2 conductances, then six numbers per column.
    private static readonly float[] Numbers =
    [
        1, 2, 3, 4, /* column */ 10, 11, 12, 13, 14, 15,
        5, 6, /* columns */ 20, 21, 22, 23, 24, 25, 30, 31, 32, 33, 34, 35,
    ];

    [Fact]
    public void Bytes_and_words_hold_tiles_one_after_the_other()
    {
        var bytes = new byte[Numbers.Length * sizeof(float)];
        for (var k = 0; k < Numbers.Length; k++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(k * sizeof(float)), Numbers[k]);
        AssertTiles(new TableReader((ReadOnlySpan<byte>)bytes));
        AssertTiles(new TableReader(MemoryMarshal.Cast<byte, ulong>(bytes)));
    }

    [Fact]
    public void A_table_that_is_too_short_is_not_read_past_its_end()
    {
        Assert.ThrowsAny<ArgumentException>(() => new TableReader(new byte[4 * 15]).ReadTile(0, 0, 2, 0, 2, CurrentSubtraction.None, 1, 1));
    }

    [Fact]
    public void A_resource_that_is_missing_says_so()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => TableResource.Of(typeof(TableReaderTests), "No.tables.bin", 1));
        Assert.Contains("No.tables.bin", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertTiles(TableReader reader)
    {
        var first = reader.ReadTile(group: 1, firstRow: 2, rowCount: 2, firstOutput: 3, outputCount: 1, CurrentSubtraction.ReferenceColumn, 0.5f, 0.25f);
        Assert.Equal((1, 2, 2, 3, 1, 2), (first.Group, first.FirstRow, first.RowCount, first.FirstOutput, first.OutputCount, first.BitLines));
        Assert.Equal((0.5f, 0.25f), (first.ZeroConductance, first.ConductanceRange));
        Assert.Equal([1f, 2, 3, 4], first.Conductances.AsSpan().ToArray());
        Assert.Equal(new ColumnReadout(Scale: 10, WeightSum: 11, AdcMinimum: 12, AdcMaximum: 13, FitGain: 14, FitOffset: 15), Assert.Single(first.Columns));
        var second = reader.ReadTile(0, 0, rowCount: 1, 0, outputCount: 2, CurrentSubtraction.None, 0, 1);
        Assert.Equal([5f, 6], second.Conductances.AsSpan().ToArray());
        Assert.Equal([20f, 30], second.Columns.Select(c => c.Scale));
    }
}
