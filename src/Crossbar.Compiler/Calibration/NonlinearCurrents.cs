using Crossbar.Compiler.Conversion;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Calibration;

/// <summary>The currents that arrays of nonlinear cells really give for the calibration data.</summary>
internal static class NonlinearCurrents
{
    // Windows that one thread reads at a time.
    private const int BlockSize = 64;

    /// <summary>Reads a tile with every window.</summary>
    /// <param name="tile">The tile as programmed.</param>
    /// <param name="kernelLength">Length of one group's unrolled kernel.</param>
    /// <param name="voltages">What the DACs put on the layer's rows.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <returns>What the ADCs see, [N, windows], in ampere.</returns>
    public static float[] Read(ProgrammedTile tile, int kernelLength, RowVoltages voltages, HardwareDesign hardware)
    {
        var layout = tile.Mapped.Layout;
        var arrays = new NonlinearTile(layout, Array.ConvertAll(tile.Conductances, g => (double)g), hardware);
        var result = new float[layout.OutputCount * voltages.Count];
        Parallel.For(0, (voltages.Count + BlockSize - 1) / BlockSize, block =>
        {
            var first = block * BlockSize;
            var count = Math.Min(BlockSize, voltages.Count - first);
            var lineCurrents = new double[arrays.LineCurrentLength(count)];
            var currents = new double[count * layout.OutputCount];
            arrays.Read(voltages.OnWordLines(tile.Mapped, kernelLength, first, count), lineCurrents, currents);
            for (var k = 0; k < currents.Length; k++)
                result[(k % layout.OutputCount * voltages.Count) + first + (k / layout.OutputCount)] = (float)currents[k];
        });
        return result;
    }
}
