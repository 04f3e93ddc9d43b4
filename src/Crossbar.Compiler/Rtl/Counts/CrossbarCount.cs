using Crossbar.Compiler.Scheduling;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl.Counts;

/// <summary>Counts a layer on crossbars: what is in front of its arrays and behind them.</summary>
internal static class CrossbarCount
{
    /// <summary>Counts it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="planned">Its numbers.</param>
    /// <param name="places">Places for sums of inputs that wait for their reads.</param>
    public static DigitalLoad Of(CrossbarRtl layer, FixedPointCrossbars planned, int places)
    {
        var (crossbars, bits, outputs) = (planned.Crossbars, planned.AccumulatorBits, planned.Offsets.Length);
        var (reads, beats) = ((double)crossbars.Reads, layer.Output.Beats);
        var load = Sums(planned, reads, beats)
            + DigitalLoad.StreamRegister(outputs * bits, beats)
            + DigitalLoad.Add(2.0 * outputs * bits, beats)
            + DigitalLoad.StreamRegister(layer.Output.Width, beats);
        foreach (var group in layer.Groups)
            load += Before(layer, group) + After(planned, group, reads, places);
        // Forks remember which outputs have had a beat.
        return load + DigitalLoad.Register(layer.Groups.Length > 1 ? layer.Groups.Length : 0, layer.Inputs[0].Beats);
    }

    // DAC codes and windows.
    private static DigitalLoad Before(CrossbarRtl layer, RtlTileGroup group)
    {
        var (channels, input, pixels) = (layer.Inputs[0].Elements, layer.Inputs[0].Bits, layer.Inputs[0].Beats);
        var multiplier = FixedPointFormat.UnsignedBitsOf(group.Dac.Scaling.Multiplier);
        var sum = Math.Max(input + multiplier, group.CodeBits + group.Dac.Scaling.Shift + 1) + 2;
        var load = DigitalLoad.Multiply(channels, input, multiplier, pixels) + DigitalLoad.Add(3.0 * channels * sum, pixels);
        load += group.NeedsWindows
            ? DigitalCount.Windows(((CrossbarStage)layer.Stage).Walk, channels, group.CodeBits)
            : DigitalLoad.StreamRegister(group.WindowElements * group.CodeBits, pixels);
        var outputs = group.Tiles.Length + (group.Tiles[0].HasInputSums ? 1 : 0);
        return load + DigitalLoad.Register(outputs > 1 ? outputs : 0, ((FixedPointCrossbars)layer.Planned).Crossbars.Reads);
    }

    // Multipliers of codes, and of the sums of inputs.
    private static DigitalLoad After(FixedPointCrossbars planned, RtlTileGroup group, double reads, int places)
    {
        // Looks at all tiles: asked for once and not for each of them.
        var (load, multiplier) = (default(DigitalLoad), planned.MultiplierBits);
        foreach (var tile in group.Tiles)
        {
            var columns = tile.Place.OutputCount;
            load += DigitalLoad.Multiply(columns, tile.AdcBits, multiplier, reads) + DigitalLoad.Add((double)columns * planned.AccumulatorBits, reads);
            if (tile.HasInputSums)
            {
                load += DigitalLoad.Add((tile.Place.RowCount - 1.0) * tile.SumBits, reads)
                    + DigitalLoad.Multiply(columns, tile.SumBits, multiplier, reads) + DigitalLoad.Add((double)columns * planned.AccumulatorBits, reads);
            }
        }

        return group.Tiles[0].HasInputSums ? load + DigitalCount.Fifo(group.Tiles.Sum(tile => tile.SumBits), places, reads) : load;
    }

    private static DigitalLoad Sums(FixedPointCrossbars planned, double reads, double beats)
    {
        var (crossbars, width) = (planned.Crossbars, (double)planned.Offsets.Length * planned.AccumulatorBits);
        var slices = DigitalLoad.Add((crossbars.Slices - 1) * width, reads);
        return crossbars.Pulses == 1 ? slices : slices + DigitalLoad.Add(width, reads) + DigitalLoad.Register(width + (2 * FixedPointFormat.UnsignedBitsOf(crossbars.Pulses - 1)), reads);
    }
}
