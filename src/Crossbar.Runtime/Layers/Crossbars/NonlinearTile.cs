using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// The arrays of one tile with nonlinear cells, for which no transfer matrix stands in: each read is a solution of the circuit.
/// Thread-safe. A pair's second array is driven with inverted inputs: what comes out is the current that the cells, the other way round, would give for
/// the inputs as they are, subtracted.
/// </summary>
public sealed class NonlinearTile
{
    private readonly NonlinearArray[] _arrays;

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
        var device = Device.Of(hardware);
        _arrays = new NonlinearArray[layout.ArrayCount];
        var cells = layout.RowCount * layout.BitLines;
        for (var a = 0; a < _arrays.Length; a++)
            _arrays[a] = new NonlinearArray(layout.RowCount, layout.BitLines, conductances.Slice(a * cells, cells), hardware.Resistances, a == 0 ? device : device.Mirrored);
    }

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout { get; }

    /// <summary>Length of the work space of a number of reads: a current a bit line of each array.</summary>
    public int LineCurrentLength(int count) => checked(count * _arrays.Length * Layout.BitLines);

    /// <summary>Reads the arrays with many inputs.</summary>
    /// <param name="voltages">Voltages of the word lines as they lie on the wires, [count, M], in volt.</param>
    /// <param name="lineCurrents">Receives the currents of all bit lines, [arrays, count, bit lines], in ampere.</param>
    /// <param name="currents">Receives what the ADCs see, what is subtracted subtracted, [count, N], in ampere.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a voltage is not finite.</exception>
    /// <exception cref="ConvergenceException">The solver's tolerance was not reached.</exception>
    public void Read(ReadOnlySpan<double> voltages, Span<double> lineCurrents, Span<double> currents)
    {
        var count = voltages.Length / Layout.RowCount;
        var length = count * Layout.BitLines;
        for (var a = 0; a < _arrays.Length; a++)
            _arrays[a].Read(voltages, lineCurrents.Slice(a * length, length));
        Layout.CombineCurrents(lineCurrents, count, currents);
    }
}
