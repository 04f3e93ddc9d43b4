using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.Tables;

/// <summary>
/// Reads the constants that a generated class carries, front to back: for each tile its conductances and the readout of its
/// columns, as little-endian single-precision numbers.
/// </summary>
public ref struct TableReader
{
    private ReadOnlySpan<float> _rest;

    /// <summary>Reads a table baked into the program's code, two numbers a word.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public TableReader(ReadOnlySpan<ulong> words)
        : this(MemoryMarshal.AsBytes(words))
    {
    }

    /// <summary>Reads a table embedded as a resource (see <see cref="TableResource"/>).</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public TableReader(ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Crossbar tables are little-endian.");
        _rest = MemoryMarshal.Cast<byte, float>(bytes);
    }

    /// <summary>Reads the next tile.</summary>
    /// <param name="group">See <see cref="CrossbarTile.Group"/>.</param>
    /// <param name="firstRow">See <see cref="CrossbarTile.FirstRow"/>.</param>
    /// <param name="rowCount">See <see cref="CrossbarTile.RowCount"/>.</param>
    /// <param name="firstOutput">See <see cref="CrossbarTile.FirstOutput"/>.</param>
    /// <param name="outputCount">See <see cref="CrossbarTile.OutputCount"/>.</param>
    /// <param name="hasReferenceColumn">See <see cref="CrossbarTile.HasReferenceColumn"/>.</param>
    /// <param name="zeroConductance">See <see cref="CrossbarTile.ZeroConductance"/>, in siemens.</param>
    /// <param name="conductanceRange">See <see cref="CrossbarTile.ConductanceRange"/>, in siemens.</param>
    public CrossbarTile ReadTile(
        int group, int firstRow, int rowCount, int firstOutput, int outputCount, bool hasReferenceColumn, float zeroConductance, float conductanceRange)
    {
        var conductances = Take(rowCount * (outputCount + (hasReferenceColumn ? 1 : 0)));
        var columns = MemoryMarshal.Cast<float, ColumnReadout>(Take(outputCount * ColumnReadout.NumberCount));
        return new CrossbarTile
        {
            Group = group,
            FirstRow = firstRow,
            RowCount = rowCount,
            FirstOutput = firstOutput,
            HasReferenceColumn = hasReferenceColumn,
            ZeroConductance = zeroConductance,
            ConductanceRange = conductanceRange,
            Conductances = ImmutableArray.Create(conductances),
            Columns = ImmutableArray.Create(columns),
        };
    }

    private ReadOnlySpan<float> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
