using Crossbar.Compiler.Ranges;

namespace Crossbar.Compiler.Reading;

/// <summary>The currents that arrays of nonlinear cells really give for the calibration data.</summary>
internal static class NonlinearCurrents
{
    // Windows that one thread reads at a time.
    private const int BlockSize = 64;

    /// <summary>Reads an array with every window.</summary>
    /// <param name="array">The array.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <returns>What the ADCs see, [N, windows], in ampere.</returns>
    public static float[] Read(ProgrammedArray array, RowVoltages voltages, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var cells = array.AsNonlinear(hardware, voltages.Drivers?.Amplitudes(array.Rows.First, array.RowCount, layout.InputOf) ?? []);
        var result = new float[layout.OutputCount * voltages.Count];
        ParallelFailures.Run((voltages.Count + BlockSize - 1) / BlockSize, block =>
        {
            var first = block * BlockSize;
            var count = Math.Min(BlockSize, voltages.Count - first);
            var lineCurrents = new double[cells.ScratchLength(count)];
            var currents = new double[count * layout.OutputCount];
            cells.Read(voltages.OnWordLines(array.Rows, layout, first, count), lineCurrents, currents);
            for (var k = 0; k < currents.Length; k++)
                result[(k % layout.OutputCount * voltages.Count) + first + (k / layout.OutputCount)] = (float)currents[k];
        });
        return result;
    }
}
