using Crossbar.Compiler.Ranges;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The power of arrays of nonlinear cells, whose circuit has to be solved for every window: on an even sample of them.</summary>
internal static class NonlinearTilePower
{
    /// <summary>Over how many windows the mean is taken at most: their circuits have to be solved one by one.</summary>
    public const int MaxWindows = 256;

    // Greatest error of a column's current, in ampere.
    private const double Tolerance = 1e-11;

    /// <summary>Measures one array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="voltages">What the DACs put on the layer's rows, windows already sampled.</param>
    /// <param name="hardware">The chip.</param>
    public static TilePower Measure(ProgrammedArray array, RowVoltages voltages, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var device = Device.Of(hardware);
        // The last read is that at full scale.
        var inputs = new double[(voltages.Count + 1) * layout.RowCount];
        voltages.OnWordLines(array.Rows, layout, 0, voltages.Count).CopyTo(inputs, 0);
        inputs.AsSpan(voltages.Count * layout.RowCount).Fill(hardware.InputVoltage);
        var sources = new double[voltages.Count + 1];
        var cells = new double[voltages.Count + 1];
        double mean = 0, inCells = 0, greatest = 0;
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            new NonlinearArray(layout.RowCount, layout.BitLines, array.ConductancesOf(a), hardware.Resistances, a == 0 ? device : device.Mirrored, Tolerance).ReadPower(inputs, sources, cells);
            mean += sources.AsSpan(0, voltages.Count).ToArray().Average();
            inCells += cells.AsSpan(0, voltages.Count).ToArray().Average();
            greatest += sources[^1];
        }

        return new TilePower(mean, inCells, greatest);
    }
}
