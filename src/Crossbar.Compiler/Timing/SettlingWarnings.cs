using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Timing;

/// <summary>What to tell the user of arrays that are read before they have settled: one warning a layer, about its slowest array.</summary>
public static class SettlingWarnings
{
    // Arrays are not divided further for it.
    private const int LeastSide = 4;

    /// <summary>The warnings of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settlings">What <see cref="SettlingMeasurement"/> found.</param>
    /// <param name="options">The options that it was compiled with.</param>
    public static IEnumerable<Diagnostic> Of(CompiledNetwork network, ImmutableArray<ImmutableArray<ArraySettling>> settlings, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var hardware = network.Design.Hardware;
        var moments = MomentsOf(hardware, options.Converters.DacBits);
        var pulse = options.Hardware.ReadTime / moments;
        for (var l = 0; l < network.Layers.Length; l++)
        {
            var slow = settlings[l].Count(settling => settling.Time > pulse);
            if (slow == 0)
                continue;
            var layer = network.Layers[l];
            var worst = Enumerable.Range(0, settlings[l].Length).MaxBy(tile => settlings[l][tile].Time);
            var time = settlings[l][worst].Time!.Value;
            yield return Diagnostic.Create(
                Descriptors.NotSettled, null, layer.Layer.Name, slow, layer.Arrays.Length, Shortest(pulse, moments), $"tile {worst} ({layer.Arrays[worst].Programmed.Place(layer.Unrolled)})",
                SiNumber.Text(time, "s"), RoundedUp(time * moments), Smaller(layer, worst, options, pulse));
        }
    }

    /// <summary>How many times arrays have to settle per read, one moment after the other: where widths of pulses or spikes tell codes, as often as codes can count.</summary>
    private static int MomentsOf(HardwareDesign hardware, int dacBits) => hardware.IsTimed && dacBits > 0 ? (1 << dacBits) - 1 : 1;

    private static string Shortest(double pulse, int moments) => moments == 1
        ? $"ReadTime, {SiNumber.Text(pulse, "s")}"
        : string.Create(CultureInfo.InvariantCulture, $"{SiNumber.Text(pulse, "s")}, the shortest pulse (ReadTime over {moments})");

    // Three digits, none of them less than it takes.
    private static string RoundedUp(double seconds)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(seconds)) - 2);
        return (Math.Ceiling(seconds / unit) * unit).ToString("G3", CultureInfo.InvariantCulture);
    }

    // Half of an array, half of that and so on, as an array of its own, read as exactly: the largest that settles in time.
    private static string Smaller(CompiledLayer layer, int tile, CompilerOptions options, double pulse)
    {
        var (hardware, capacitances) = (options.ToHardware(), options.ToCapacitances()!.Value);
        var (array, share) = (layer.Arrays[tile].Programmed, new ArrayResponse(layer, tile, hardware, capacitances).HalfStepShare);
        var cells = ArrayResponse.Cells(array, 0, hardware);
        var (rows, columns, all) = (array.RowCount, array.Layout.BitLines, array.Layout.BitLines);
        while (Math.Max(rows, columns) > LeastSide)
        {
            (rows, columns) = rows >= columns ? ((rows + 1) / 2, columns) : (rows, (columns + 1) / 2);
            var block = new double[rows * columns];
            for (var i = 0; i < rows; i++)
                cells.AsSpan(i * all, columns).CopyTo(block.AsSpan(i * columns));
            var response = StepAnalysis.Solve(rows, columns, block, hardware.Resistances, capacitances, ArrayResponse.FullScale(rows, hardware.InputVoltage));
            var error = share * response.ColumnCurrents.Max(Math.Abs);
            var time = error > 0 ? Enumerable.Range(0, columns).Max(j => response.SettlingTime(j, error)) : 0;
            if (time <= pulse)
                return string.Create(CultureInfo.InvariantCulture, $"; or smaller arrays: MaxRows={rows} with MaxColumns={columns} (tried on a block of its cells: {SiNumber.Text(time, "s")})");
        }

        return "";
    }
}
