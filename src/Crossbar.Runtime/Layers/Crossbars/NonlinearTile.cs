using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// The arrays of one tile with nonlinear cells, for which no transfer matrix stands in: each read is a solution of the circuit.
/// Thread-safe. A pair's second array is driven with inverted inputs: what comes out is the current that the cells, the other way round, would give for
/// the inputs as they are, subtracted. Where inputs are told by the width of pulses (<see cref="InputEncoding.PulseWidth"/>) every row is on or off, the
/// circuit is solved between any two ends of pulses, and what comes out is the mean current.
/// </summary>
public sealed class NonlinearTile
{
    // Intervals between the ends of pulses that are solved together.
    private const int Intervals = 16;

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

    /// <summary>Length of the work space of a number of reads.</summary>
    public int ScratchLength(int count) => _timing is null
        ? LineCurrentLength(count)
        : checked((Layout.RowCount * (Intervals + 1)) + LineCurrentLength(Intervals) + (Layout.OutputCount * Intervals));

    /// <summary>Reads the arrays with many inputs.</summary>
    /// <param name="voltages">Voltages of the word lines as they lie on the wires, [count, M], in volt: with pulses their mean over the time of a read.</param>
    /// <param name="scratch">Memory of <see cref="ScratchLength"/>.</param>
    /// <param name="currents">Receives what the ADCs see, what is subtracted subtracted, [count, N], in ampere.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a voltage is not finite.</exception>
    /// <exception cref="ConvergenceException">The solver's tolerance was not reached.</exception>
    public void Read(ReadOnlySpan<double> voltages, Span<double> scratch, Span<double> currents)
    {
        var count = voltages.Length / Layout.RowCount;
        if (_timing is not { } timing)
        {
            Solve(voltages, count, scratch, currents);
            return;
        }

        for (var n = 0; n < count; n++)
            ReadTimed(voltages.Slice(n * Layout.RowCount, Layout.RowCount), timing, scratch, currents.Slice(n * Layout.OutputCount, Layout.OutputCount));
    }

    private int LineCurrentLength(int count) => checked(count * _arrays.Length * Layout.BitLines);

    private void Solve(ReadOnlySpan<double> voltages, int count, Span<double> lineCurrents, Span<double> currents)
    {
        var length = count * Layout.BitLines;
        for (var a = 0; a < _arrays.Length; a++)
            _arrays[a].Read(voltages, lineCurrents.Slice(a * length, length));
        Layout.CombineCurrents(lineCurrents, count, currents);
    }

    private void ReadTimed(ReadOnlySpan<double> means, RowTiming timing, Span<double> scratch, Span<double> currents)
    {
        var (rows, outputs) = (Layout.RowCount, Layout.OutputCount);
        var ends = scratch[..rows];
        var voltages = scratch.Slice(rows, rows * Intervals);
        var lineCurrents = scratch.Slice(rows * (Intervals + 1), LineCurrentLength(Intervals));
        var parts = scratch.Slice((rows * (Intervals + 1)) + lineCurrents.Length, outputs * Intervals);
        Span<double> shares = stackalloc double[Intervals];
        currents.Clear();
        var (moments, count) = (timing.MomentsOf(means, ends), 0);
        for (var moment = 0; moment < moments; moment++)
        {
            shares[count] = timing.PatternOf(means, ends, moment, voltages.Slice(count * rows, rows));
            count += shares[count] > 0 ? 1 : 0;
            if (count == Intervals)
                Take(voltages, lineCurrents, parts, shares[..count], ref count, currents);
        }

        if (count > 0)
            Take(voltages, lineCurrents, parts, shares[..count], ref count, currents);
    }

    private void Take(Span<double> voltages, Span<double> lineCurrents, Span<double> parts, ReadOnlySpan<double> shares, ref int count, Span<double> currents)
    {
        Solve(voltages[..(count * Layout.RowCount)], count, lineCurrents[..LineCurrentLength(count)], parts);
        for (var n = 0; n < count; n++)
        {
            for (var j = 0; j < currents.Length; j++)
                currents[j] += shares[n] * parts[(n * currents.Length) + j];
        }

        count = 0;
    }
}
