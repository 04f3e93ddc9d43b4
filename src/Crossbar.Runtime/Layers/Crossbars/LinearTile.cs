using System.Numerics;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// The arrays of one tile with linear cells, read one input after the other: voltages times the transfer matrix, in double precision. Each output's products are
/// added up word line by word line, however wide the registers are.
/// </summary>
internal sealed class LinearTile : ITileCircuit
{
    private readonly int _rows;
    private readonly int _outputs;

    // In the order of the word lines, [M, N].
    private readonly double[] _transfer;

    /// <summary>Prepares a tile.</summary>
    /// <param name="layout">Which lines stand for what.</param>
    /// <param name="transfer">What the ADCs see for 1 V at an input, [M, N], in siemens.</param>
    public LinearTile(ArrayLayout layout, double[] transfer)
    {
        (_rows, _outputs) = (layout.RowCount, layout.OutputCount);
        _transfer = new double[transfer.Length];
        for (var wordLine = 0; wordLine < _rows; wordLine++)
            transfer.AsSpan(layout.InputOf(wordLine) * _outputs, _outputs).CopyTo(_transfer.AsSpan(wordLine * _outputs));
    }

    /// <inheritdoc/>
    public int ScratchLength(int count) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<double> voltages, Span<double> scratch, Span<double> currents)
    {
        currents.Clear();
        var count = voltages.Length / _rows;
        // Row by row, so that a row of the matrix is fetched once for all reads.
        for (var wordLine = 0; wordLine < _rows; wordLine++)
        {
            var row = _transfer.AsSpan(wordLine * _outputs, _outputs);
            for (var n = 0; n < count; n++)
            {
                var voltage = voltages[(n * _rows) + wordLine];
                if (voltage != 0)
                    AddScaled(row, voltage, currents.Slice(n * _outputs, _outputs));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ReadOnlySpan<double> row, double factor, Span<double> sums)
    {
        var factors = new Vector<double>(factor);
        var j = 0;
        for (; j <= row.Length - Vector<double>.Count; j += Vector<double>.Count)
            (new Vector<double>(sums[j..]) + (new Vector<double>(row[j..]) * factors)).CopyTo(sums[j..]);
        for (; j < row.Length; j++)
            sums[j] += row[j] * factor;
    }
}
