using Crossbar.Runtime.Circuits;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// Which word and bit lines of a tile's arrays stand for what. A tile has M inputs and N outputs; its outputs need lines (N, N + 1
/// or 2N of them, see <see cref="CurrentSubtraction"/>, each as often as it has <see cref="Copies"/>), and inputs and lines lie on the wires in any order.
/// </summary>
/// <param name="RowCount">Number of inputs and word lines, M.</param>
/// <param name="OutputCount">Number of outputs, N.</param>
/// <param name="Subtraction">How negative weights are represented.</param>
public sealed record ArrayLayout(int RowCount, int OutputCount, CurrentSubtraction Subtraction)
{
    /// <summary>What a bit line is that no output uses.</summary>
    public const int Spare = -1;

    /// <summary>How many devices hold the same weight, side by side on neighbouring lines, whose currents are added before the ADC.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>For each word line, from the far end to the sense end, the input that drives it; empty for the natural order.</summary>
    public ImmutableArray<int> RowOrder { get; init; } = [];

    /// <summary>For each bit line, from the driven end, the line that it is or <see cref="Spare"/>; empty for the natural order.</summary>
    public ImmutableArray<int> LineOrder { get; init; } = [];

    /// <summary>Number of arrays: two where inverted inputs need one of their own.</summary>
    public int ArrayCount => Subtraction == CurrentSubtraction.ArrayPair ? 2 : 1;

    /// <summary>Number of lines that the outputs need.</summary>
    public int LineCount => Copies * Subtraction switch
    {
        CurrentSubtraction.ReferenceColumn => OutputCount + 1,
        CurrentSubtraction.ColumnPair => 2 * OutputCount,
        _ => OutputCount,
    };

    /// <summary>Number of bit lines of an array, spare ones included.</summary>
    public int BitLines => LineOrder.IsEmpty ? LineCount : LineOrder.Length;

    /// <summary>Number of cells of all arrays.</summary>
    public int CellCount => ArrayCount * RowCount * BitLines;

    /// <summary>The input that drives a word line.</summary>
    public int InputOf(int wordLine) => RowOrder.IsEmpty ? wordLine : RowOrder[wordLine];

    /// <summary>The line that a bit line is, or <see cref="Spare"/>.</summary>
    public int LineOf(int bitLine) => LineOrder.IsEmpty ? bitLine : LineOrder[bitLine];

    /// <summary>What a line stands for.</summary>
    /// <param name="line">The line, or <see cref="Spare"/>.</param>
    /// <returns>Null for a spare line.</returns>
    public ArrayLine? RoleOf(int line)
    {
        if (line == Spare)
            return null;
        var (wanted, copy) = Math.DivRem(line, Copies);
        if (Subtraction == CurrentSubtraction.ColumnPair)
            return new ArrayLine(wanted / 2, wanted % 2 == 1, copy);
        return wanted < OutputCount ? new ArrayLine(wanted, false, copy) : new ArrayLine(null, true, copy);
    }

    /// <summary>Solves the circuits of the tile's arrays.</summary>
    /// <param name="conductances">Cells, [arrays, M, bit lines], in siemens.</param>
    /// <param name="resistances">The wires.</param>
    /// <param name="transfer">Receives the arrays' transfer matrices, [arrays, M, bit lines], in siemens.</param>
    public void Solve(ReadOnlySpan<double> conductances, ArrayResistances resistances, Span<double> transfer)
    {
        var cells = RowCount * BitLines;
        for (var a = 0; a < ArrayCount; a++)
            TransferMatrix.Solve(RowCount, BitLines, conductances.Slice(a * cells, cells), resistances, transfer.Slice(a * cells, cells));
    }

    /// <summary>What the ADCs see of the tile's inputs.</summary>
    /// <param name="transfer">The arrays' transfer matrices, [arrays, M, bit lines], in siemens.</param>
    /// <returns>Current of output j for 1 V at input i, what is subtracted subtracted, [M, N], in siemens.</returns>
    public double[] Combine(ReadOnlySpan<double> transfer)
    {
        var combined = new double[RowCount * OutputCount];
        for (var a = 0; a < ArrayCount; a++)
        {
            for (var wordLine = 0; wordLine < RowCount; wordLine++)
            {
                var source = transfer.Slice(((a * RowCount) + wordLine) * BitLines, BitLines);
                var row = combined.AsSpan(InputOf(wordLine) * OutputCount, OutputCount);
                for (var bitLine = 0; bitLine < source.Length; bitLine++)
                    Add(row, LineOf(bitLine), a == 0 ? source[bitLine] : -source[bitLine]);
            }
        }

        return combined;
    }

    /// <summary>What the ADCs see of the currents of many reads.</summary>
    /// <param name="lineCurrents">Currents of the bit lines, [arrays, count, bit lines], in ampere.</param>
    /// <param name="count">Number of reads.</param>
    /// <param name="currents">Receives the current of each output, what is subtracted subtracted, [count, N], in ampere.</param>
    public void CombineCurrents(ReadOnlySpan<double> lineCurrents, int count, Span<double> currents)
    {
        currents[..(count * OutputCount)].Clear();
        for (var a = 0; a < ArrayCount; a++)
        {
            for (var n = 0; n < count; n++)
            {
                var source = lineCurrents.Slice(((a * count) + n) * BitLines, BitLines);
                var outputs = currents.Slice(n * OutputCount, OutputCount);
                for (var bitLine = 0; bitLine < source.Length; bitLine++)
                    Add(outputs, LineOf(bitLine), a == 0 ? source[bitLine] : -source[bitLine]);
            }
        }
    }

    /// <summary>How what the ADCs see comes to rest after the inputs have stepped from 0 V.</summary>
    /// <param name="arrays">The responses of the arrays' bit lines, array by array, all to the inputs as they are.</param>
    /// <returns>Those of the outputs, what is subtracted subtracted.</returns>
    /// <exception cref="ArgumentException">There is not one response an array.</exception>
    public StepResponse Combine(ReadOnlySpan<StepResponse> arrays)
    {
        if (arrays.Length != ArrayCount || arrays[0].ColumnCurrents.Length != BitLines)
            throw new ArgumentException($"{ArrayCount} responses of {BitLines} bit lines are needed.", nameof(arrays));
        return StepResponse.Combine(arrays, lines =>
        {
            var outputs = new double[OutputCount];
            CombineCurrents(lines, 1, outputs);
            return outputs;
        });
    }

    /// <summary>Sums up what devices have over all of a word line's input that each output's current goes through, what is subtracted included.</summary>
    /// <param name="values">A value per place, [arrays, M, bit lines]; 0 where no device is.</param>
    /// <returns>[M, N] in the inputs' order.</returns>
    internal double[] SumOverDevices(ReadOnlySpan<double> values)
    {
        var sums = new double[RowCount * OutputCount];
        for (var k = 0; k < CellCount; k++)
        {
            if (RoleOf(LineOf(k % BitLines)) is not { } line)
                continue;
            var row = sums.AsSpan(InputOf(k / BitLines % RowCount) * OutputCount, OutputCount);
            foreach (ref var sum in line.Output is { } output ? row.Slice(output, 1) : row)
                sum += values[k];
        }

        return sums;
    }

    private void Add(Span<double> outputs, int line, double value)
    {
        if (RoleOf(line) is not { } role)
            return;
        foreach (ref var sum in role.Output is { } output ? outputs.Slice(output, 1) : outputs)
            sum += role.IsSubtracted ? -value : value;
    }
}
