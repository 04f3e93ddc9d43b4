using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.Tables;

/// <summary>
/// Reads the constants that a generated class carries, front to back: for each tile the order of its lines where it has
/// one, its conductances, perhaps its transfer matrix, and the readout of its columns, as little-endian single-precision numbers
/// (the transfer matrix in double precision).
/// </summary>
public ref struct TableReader
{
    private ReadOnlySpan<float> _rest;

    /// <summary>Reads a table baked into the program's code, two numbers per word.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    [CLSCompliant(false)]
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
    /// <param name="subtraction">See <see cref="CrossbarTile.Subtraction"/>.</param>
    /// <param name="zeroConductance">See <see cref="CrossbarTile.ZeroConductance"/>, in siemens.</param>
    /// <param name="conductanceRange">See <see cref="CrossbarTile.ConductanceRange"/>, in siemens.</param>
    /// <param name="orderedRows">Number of entries of <see cref="CrossbarTile.RowOrder"/>.</param>
    /// <param name="orderedLines">Number of entries of <see cref="CrossbarTile.LineOrder"/>.</param>
    /// <param name="holdsTransfer">Whether <see cref="CrossbarTile.Transfer"/> follows the conductances, in double precision.</param>
    /// <param name="inputRange">See <see cref="CrossbarTile.InputRange"/>.</param>
    /// <param name="copies">See <see cref="CrossbarTile.Copies"/>.</param>
    /// <param name="pulses">See <see cref="CrossbarTile.Pulses"/>.</param>
    /// <param name="holdsZeroWeights">Whether <see cref="CrossbarTile.ZeroWeights"/> follow the readouts.</param>
    public CrossbarTile ReadTile(
        int group,
        int firstRow,
        int rowCount,
        int firstOutput,
        int outputCount,
        CurrentSubtraction subtraction,
        float zeroConductance,
        float conductanceRange,
        int orderedRows = 0,
        int orderedLines = 0,
        bool holdsTransfer = false,
        ConverterRange? inputRange = null,
        int copies = 1,
        int pulses = 1,
        bool holdsZeroWeights = false)
    {
        var rowOrder = TakeOrder(orderedRows);
        var lineOrder = TakeOrder(orderedLines);
        var layout = new ArrayLayout(rowCount, outputCount, subtraction) { Copies = copies, RowOrder = rowOrder, LineOrder = lineOrder };
        var (conductances, states) = CellTable.Read(Take(layout.CellCount));
        var transfer = holdsTransfer ? MemoryMarshal.Cast<float, double>(Take(2 * layout.CellCount)) : [];
        var columns = MemoryMarshal.Cast<float, ColumnReadout>(Take(pulses * outputCount * ColumnReadout.NumberCount));
        return new CrossbarTile
        {
            Group = group,
            FirstRow = firstRow,
            RowCount = rowCount,
            FirstOutput = firstOutput,
            InputRange = inputRange,
            Subtraction = subtraction,
            Copies = copies,
            RowOrder = rowOrder,
            LineOrder = lineOrder,
            ZeroConductance = zeroConductance,
            ConductanceRange = conductanceRange,
            Conductances = conductances,
            States = states,
            Transfer = ImmutableArray.Create(transfer),
            Pulses = pulses,
            Columns = ImmutableArray.Create(columns),
            ZeroWeights = ImmutableArray.Create(Take(holdsZeroWeights ? outputCount : 0)),
        };
    }

    // Whole numbers as floats: exact, and the table stays of one kind.
    private ImmutableArray<int> TakeOrder(int count)
    {
        var order = ImmutableArray.CreateBuilder<int>(count);
        foreach (var entry in Take(count))
            order.Add((int)entry);
        return order.MoveToImmutable();
    }

    private ReadOnlySpan<float> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
