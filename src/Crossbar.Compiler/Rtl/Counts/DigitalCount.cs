using Crossbar.Compiler.Scheduling;
using Crossbar.Compiler.Scheduling.Streams;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl.Counts;

/// <summary>Counts what the modules of a chip's digital half are made of and what an image takes of them, as Yosys counts them (<c>crossbar verify rtl --synthesis</c>).</summary>
internal static class DigitalCount
{
    /// <summary>Counts a layer, with the FIFOs in front of it.</summary>
    /// <param name="design">The chip.</param>
    /// <param name="layer">The layer.</param>
    public static DigitalLoad Of(RtlDesign design, int layer) => Of(design.Layers[layer], design.Plan.Timing, design.Plan.Copies[layer]) + Fifos(design, layer);

    // Of the FIFO of input sums, beyond an array's.
    private const int InputSumPlaces = 2;

    /// <summary>Line buffers.</summary>
    /// <param name="walk">How they walk.</param>
    /// <param name="channels">Channels of a pixel.</param>
    /// <param name="bits">Bits of a channel.</param>
    public static DigitalLoad Windows(WindowWalk walk, int channels, int bits)
    {
        var window = walk.Window;
        var pixel = (double)channels * bits;
        var lines = (window.KernelHeight - 1) * window.DilationY * pixel;
        var shift = window.KernelHeight * (((window.KernelWidth - 1) * window.DilationX) + 1) * pixel;
        var columns = (double)walk.Height * walk.Input.Width;
        // A column's word is read a step ahead, and written back with the new pixel.
        return DigitalLoad.Register(shift + (2 * Bits(walk.Height)) + (2 * Bits(walk.Width)) + 2, walk.Positions)
            + DigitalLoad.Register(lines, columns)
            + DigitalLoad.Memory(lines * walk.Input.Width, 2 * columns * lines);
    }

    private static DigitalLoad Of(RtlLayer layer, ArrayTiming timing, int copies)
    {
        var (elements, bits, beats) = (layer.Output.Elements, layer.Output.Bits, layer.Output.Beats);
        var (channels, input, pixels) = (layer.Inputs[0].Elements, layer.Inputs[0].Bits, layer.Inputs[0].Beats);
        var register = DigitalLoad.StreamRegister(layer.Output.Width, beats);
        switch (layer.Planned)
        {
            case FixedPointCrossbars crossbars:
                return CrossbarCount.Of((CrossbarRtl)layer, crossbars, timing.PlacesOf(copies) + InputSumPlaces);
            case SaturatedValues:
                return DigitalLoad.Add(2.0 * elements * (input + 2), beats);
            case FixedPointScaleShift scale:
                return DigitalLoad.Multiply(elements, input, BitsOf(scale.Multipliers), beats) + DigitalLoad.Add(3.0 * elements * (input + BitsOf(scale.Multipliers)), beats) + register;
            case FixedPointTable table:
                return (table.Shift == 0 ? default : DigitalLoad.Multiply(elements, bits + 1, table.Shift, beats)) + DigitalLoad.Add(5.0 * elements * input, beats)
                    + DigitalLoad.Memory((double)table.Points.Length * bits, 2.0 * elements * bits * beats) + register;
            case FixedPointSum:
                return DigitalLoad.Add(3.0 * elements * (Math.Max(input, layer.Inputs[1].Bits) + 1), beats) + register;
            case FixedPointMean mean when layer.Stage is CollectStage:
                var total = input + Bits(pixels - 1);
                return DigitalLoad.Register((double)channels * total, pixels) + DigitalLoad.Add((double)channels * total, pixels) + MeanOf(mean, channels, total, 1)
                    + DigitalLoad.Register(layer.Output.Width + 2 + Bits(pixels - 1), 1);
            case FixedPointMean mean:
                return Windows(((PoolStage)layer.Stage).Walk, channels, input) + DigitalLoad.Add((mean.Window.Taps - 1.0) * channels * input, beats)
                    + MeanOf(mean, channels, input + Bits(mean.Window.Taps - 1), beats) + register;
            case UnchangedValues { Layer: MaxPool pool }:
                return Windows(((PoolStage)layer.Stage).Walk, channels, input) + DigitalLoad.Add((pool.Window.Taps - 1.0) * channels * input, beats) + register;
            case UnchangedValues when layer is FlattenRtl:
                return DigitalLoad.Register(layer.Output.Width + 1 + Bits(pixels - 1), pixels);
            case UnchangedValues when layer is JoinRtl:
                return register;
            default:
                return default;
        }
    }

    private static DigitalLoad MeanOf(FixedPointMean mean, int channels, int bits, int beats) =>
        DigitalLoad.Multiply(channels, bits, FixedPointFormat.UnsignedBitsOf(mean.Multipliers.Max()), beats)
        + DigitalLoad.Add(3.0 * channels * (bits + FixedPointFormat.UnsignedBitsOf(mean.Multipliers.Max())), beats);

    private static DigitalLoad Fifos(RtlDesign design, int layer)
    {
        var inputs = design.Layers[layer].Inputs;
        if (inputs.Length == 1)
            return default;
        var sum = default(DigitalLoad);
        for (var k = 0; k < inputs.Length; k++)
            sum += Fifo(inputs[k].Width, design.Pipeline.Fifos.AtFullRate(layer, k, design.Plan.Timing, design.Plan.Copies), inputs[k].Beats);
        return sum;
    }

    /// <summary>stream_fifo: a memory of one place less, what is read from it, and what goes past it.</summary>
    /// <param name="width">Bits of a beat.</param>
    /// <param name="depth">Beats.</param>
    /// <param name="beats">Beats per image.</param>
    public static DigitalLoad Fifo(int width, int depth, double beats) =>
        DigitalLoad.Memory((double)width * Math.Max(1, depth - 1), 2.0 * width * beats) + DigitalLoad.Register((2.0 * width) + Bits(depth) + (2 * Bits(Math.Max(1, depth - 2))) + 3, beats);

    private static int BitsOf(ImmutableArray<long> values) => FixedPointFormat.BitsOf(values.Min(), values.Max());

    // Of a number up to the greatest.
    private static int Bits(int greatest) => FixedPointFormat.UnsignedBitsOf(greatest);
}
