using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Bench;

/// <summary>
/// How exact an array's cells must be for its ADCs: what half a step of the finest of them is, in siemens of a cell, while all inputs are at full
/// scale. Wires make the currents of errors smaller, which does not count here: a chip may be a little worse than that.
/// </summary>
/// <param name="Greatest">
/// No code is off by more than half a step where no cell is off by more than this, whatever the signs of the errors; null for ideal ADCs.
/// </param>
/// <param name="Deviation">
/// Standard deviation of errors that are independent from cell to cell at which a column's current is off by half a step in the root mean square.
/// </param>
public readonly record struct CellTolerance(double? Greatest, double? Deviation)
{
    /// <summary>The tolerance of a tile's arrays.</summary>
    /// <param name="array">The tile.</param>
    /// <param name="adcBits">Resolution of its ADCs, 0 for ideal ones.</param>
    /// <param name="hardware">Devices, and the DACs' full scale.</param>
    public static CellTolerance Of(CompiledArray array, int adcBits, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(hardware);
        if (adcBits == 0)
            return default;
        // Of a nonlinear cell a siemens carries more current at full scale than at the voltage where it was measured.
        var amperePerSiemens = Device.Of(hardware).Current(hardware.MaxConductance, hardware.InputVoltage) / hardware.MaxConductance;
        var counts = DevicesOf(array.Programmed);
        var (greatest, deviation) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var j = 0; j < counts.Length; j++)
        {
            if (counts[j] == 0)
                continue;
            for (var pulse = 0; pulse < array.Tile.Pulses; pulse++)
            {
                var half = new Adc(array.Tile.ColumnsOf(pulse)[j].AdcRange, adcBits).Step / 2 / amperePerSiemens;
                greatest = Math.Min(greatest, half / counts[j]);
                deviation = Math.Min(deviation, half / Math.Sqrt(counts[j]));
            }
        }

        return double.IsFinite(greatest) ? new CellTolerance(greatest, deviation) : default;
    }

    // Of each output, how many devices' currents its ADC sees, those that are subtracted included.
    private static int[] DevicesOf(ProgrammedArray array)
    {
        var layout = array.Layout;
        var counts = new int[layout.OutputCount];
        for (var k = 0; k < layout.CellCount; k++)
        {
            if (layout.RoleOf(layout.LineOf(k % layout.BitLines)) is not { } line || CellStates.IsAbsent(array.States.AsSpan(), k))
                continue;
            foreach (ref var count in line.Output is { } output ? counts.AsSpan(output, 1) : counts)
                count++;
        }

        return counts;
    }
}
