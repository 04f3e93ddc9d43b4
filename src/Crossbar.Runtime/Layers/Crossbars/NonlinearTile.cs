using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// The arrays of one tile with nonlinear cells, for which no transfer matrix stands in: each read is a solution of the circuit.
/// Thread-safe. A pair's second array is driven with inverted inputs: what comes out is the current that the cells, the other way round, would give for
/// the inputs as they are, subtracted. Where inputs are told by the width of pulses (<see cref="InputEncoding.PulseWidth"/>) every row is on or off, the
/// circuit is solved between any two ends of pulses, and what comes out is the mean current.
/// </summary>
public sealed class NonlinearTile : ITileCircuit
{
    private readonly NonlinearArray[] _arrays;

    // When rows are on; null where voltages tell the inputs.
    private readonly RowTiming? _timing;

    /// <summary>Prepares the arrays.</summary>
    /// <param name="layout">Which lines stand for what.</param>
    /// <param name="conductances">Cells, [arrays, M, bit lines], in siemens; copied.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not physical.</exception>
    public NonlinearTile(ArrayLayout layout, ReadOnlySpan<double> conductances, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(hardware);
        if (conductances.Length != layout.CellCount)
            throw new ArgumentException($"{conductances.Length} conductances are not the {layout.CellCount} of the tile.", nameof(conductances));
        Layout = layout;
        _timing = hardware.IsTimed ? new RowTiming(hardware) : null;
        var device = Device.Of(hardware);
        _arrays = new NonlinearArray[layout.ArrayCount];
        var cells = layout.RowCount * layout.BitLines;
        for (var a = 0; a < _arrays.Length; a++)
            _arrays[a] = new NonlinearArray(layout.RowCount, layout.BitLines, conductances.Slice(a * cells, cells), hardware.Resistances, a == 0 ? device : device.Mirrored);
    }

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout { get; }

    /// <summary>
    /// Where time tells inputs, what the voltage of each word line that is on is of that designed, as they lie on the wires, [M]; empty for 1.
    /// </summary>
    public ImmutableArray<double> Amplitudes { get; init; } = [];

    /// <summary>Length of the work space of a number of reads.</summary>
    public int ScratchLength(int count)
    {
        var (rows, patterns) = (Layout.RowCount, Patterns(count));
        return checked(rows + (patterns * (rows + LineCurrents + Layout.OutputCount)));
    }

    /// <summary>Reads the arrays with many inputs.</summary>
    /// <param name="voltages">Voltages of the word lines as they lie on the wires, [count, M], in volt: with pulses their mean over the time of a read.</param>
    /// <param name="scratch">Memory of <see cref="ScratchLength"/>.</param>
    /// <param name="currents">Receives what the ADCs see, what is subtracted subtracted, [count, N], in ampere.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a voltage is not finite.</exception>
    /// <exception cref="ConvergenceException">The solver's tolerance was not reached.</exception>
    public void Read(ReadOnlySpan<double> voltages, Span<double> scratch, Span<double> currents)
    {
        var rows = Layout.RowCount;
        var count = voltages.Length / rows;
        Span<int> hashes = stackalloc int[RowPatterns.Capacity];
        Span<RowPatterns.Part> parts = stackalloc RowPatterns.Part[RowPatterns.MaxParts];
        var ends = scratch[..rows];
        var patterns = new RowPatterns(rows, scratch.Slice(rows, Patterns(count) * rows), hashes, parts);
        var solutions = scratch.Slice(rows + (Patterns(count) * rows), Patterns(count) * (LineCurrents + Layout.OutputCount));
        currents.Clear();
        for (var n = 0; n < count; n++)
        {
            var means = voltages.Slice(n * rows, rows);
            var moments = _timing?.MomentsOf(means, ends) ?? 1;
            for (var moment = 0; moment < moments; moment++)
            {
                var share = _timing is null ? Instant(means, patterns.Next) : _timing.PatternOf(means, ends, moment, patterns.Next);
                if (share == 0)
                    continue;
                for (var row = 0; row < Amplitudes.Length; row++)
                    patterns.Next[row] *= Amplitudes[row];
                patterns.Add(n, share);
                if (patterns.IsFull)
                    Take(ref patterns, solutions, currents);
            }
        }

        if (patterns.Count > 0)
            Take(ref patterns, solutions, currents);
    }

    private int LineCurrents => _arrays.Length * Layout.BitLines;

    private int Patterns(int count) => _timing is null ? Math.Min(count, RowPatterns.Capacity) : RowPatterns.Capacity;

    // Of a read at one voltage per row; nothing where all are silent.
    private static double Instant(ReadOnlySpan<double> means, Span<double> pattern)
    {
        means.CopyTo(pattern);
        return means.ContainsAnyExcept(0) ? 1 : 0;
    }

    private void Take(ref RowPatterns patterns, Span<double> work, Span<double> currents)
    {
        var (outputs, length) = (Layout.OutputCount, patterns.Count * Layout.BitLines);
        var lineCurrents = work[..(patterns.Count * LineCurrents)];
        for (var a = 0; a < _arrays.Length; a++)
            _arrays[a].Read(patterns.Voltages, lineCurrents.Slice(a * length, length));
        var solved = work.Slice(lineCurrents.Length, patterns.Count * outputs);
        Layout.CombineCurrents(lineCurrents, patterns.Count, solved);
        foreach (var (read, pattern, share) in patterns.Parts)
        {
            for (var j = 0; j < outputs; j++)
                currents[(read * outputs) + j] += share * solved[(pattern * outputs) + j];
        }

        patterns.Clear();
    }
}
