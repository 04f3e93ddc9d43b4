using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>What a simulation is fed and what it must give: images and scores, and for every array the DAC codes of each read and the ADC codes that come of it.</summary>
internal static class RtlVectors
{
    /// <summary>File of the images.</summary>
    public const string Images = "vectors/images.hex";

    /// <summary>File of the scores.</summary>
    public const string Scores = "vectors/scores.hex";

    /// <summary>File of an array's DAC codes.</summary>
    public static string DacCodesOf(CrossbarRtl layer, RtlTile tile) => $"vectors/{layer.Name}_{tile.Name}_dac.hex";

    /// <summary>File of an array's ADC codes.</summary>
    public static string AdcCodesOf(CrossbarRtl layer, RtlTile tile) => $"vectors/{layer.Name}_{tile.Name}_adc.hex";

    /// <summary>Runs images through the chip of the runtime.</summary>
    /// <param name="design">The modules.</param>
    /// <param name="network">The compiled network.</param>
    /// <param name="images">Images, each [C, H, W] flattened and scaled as the network wants them.</param>
    /// <returns>Files with their names.</returns>
    public static IEnumerable<(string Path, string Text)> Of(RtlDesign design, NetworkDesign network, IReadOnlyList<float[]> images)
    {
        var chip = new CrossbarNetwork(network, new CrossbarOptions { Arithmetic = Arithmetic.FixedPoint });
        var (pixels, scores) = (new HexLines(), new HexLines());
        var arrays = design.Layers.OfType<CrossbarRtl>().SelectMany(layer => layer.Tiles.Select(tile => (Layer: layer, Tile: tile, Dac: new HexLines(), Adc: new HexLines()))).ToArray();
        foreach (var image in images)
        {
            var trace = chip.Trace(image);
            AddBeats(pixels, trace[0], design.Network.Formats[0], design.Input);
            AddBeats(scores, trace[design.Layers.Length], design.Network.Formats[design.Layers.Length], design.Output);
            foreach (var (layer, tile, dac, adc) in arrays)
                AddReads(layer, tile, trace, dac, adc);
        }

        return [
            (Images, pixels.ToString()), (Scores, scores.ToString()),
            .. arrays.SelectMany(array => new[] { (DacCodesOf(array.Layer, array.Tile), array.Dac.ToString()), (AdcCodesOf(array.Layer, array.Tile), array.Adc.ToString()) }),
        ];
    }

    private static void AddBeats(HexLines lines, float[] values, FixedPointFormat format, RtlStream stream)
    {
        var numbers = new long[stream.Elements];
        for (var beat = 0; beat < stream.Beats; beat++)
        {
            for (var c = 0; c < numbers.Length; c++)
                numbers[c] = (long)format.NumberOf(values[(c * stream.Beats) + beat]);
            lines.Add(numbers, stream.Bits);
        }
    }

    private static void AddReads(CrossbarRtl layer, RtlTile tile, float[][] trace, HexLines dac, HexLines adc)
    {
        var crossbars = (FixedPointCrossbars)layer.Planned;
        var (input, output) = crossbars.Crossbars.Unrolling(layer.InputShapes[0]);
        var codes = tile.Pulses.Select(pulse =>
        {
            var ofPulse = new float[input.Length];
            pulse.Dac.Convert(trace[crossbars.Layer.Inputs[0]], crossbars.Inputs[0], ofPulse);
            return ofPulse;
        }).ToArray();
        for (var read = 0; read < output.Height * output.Width; read++)
        {
            for (var pulse = 0; pulse < codes.Length; pulse++)
            {
                var window = Window(crossbars, tile.Pulses[pulse], input, output, codes[pulse], read);
                dac.Add(window, tile.DacBits);
                adc.Add(AdcCodes(tile.Pulses[pulse], window), tile.AdcBits);
            }
        }
    }

    // One number after the other, apart from the runtime's kernels.
    private static long[] Window(FixedPointCrossbars layer, FixedPointTile tile, TensorShape input, TensorShape output, float[] codes, int read)
    {
        var (window, place) = (layer.Crossbars.Window, tile.Effective.Tile);
        var numbers = new long[place.RowCount];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (channel, tap) = Math.DivRem((place.Group * layer.Crossbars.KernelLength) + place.FirstRow + i, window.Taps);
            var y = (read / output.Width * window.StrideY) - window.PadTop + (tap / window.KernelWidth * window.DilationY);
            var x = (read % output.Width * window.StrideX) - window.PadLeft + (tap % window.KernelWidth * window.DilationX);
            var isInside = (uint)y < (uint)input.Height && (uint)x < (uint)input.Width;
            numbers[i] = isInside ? (long)codes[(((channel * input.Height) + y) * input.Width) + x] : tile.Dac.ZeroCode;
        }

        return numbers;
    }

    private static long[] AdcCodes(FixedPointTile tile, long[] window)
    {
        var codes = new long[tile.Multipliers.Length];
        for (var j = 0; j < codes.Length; j++)
        {
            var sum = ArrayMemory.Whole(tile.ZeroOf(j)) + (1L << (ArrayMemory.FractionBits - 1));
            for (var i = 0; i < window.Length; i++)
                sum += window[i] * ArrayMemory.Whole(tile.CodesOf(i, j));
            codes[j] = Math.Clamp(sum >> ArrayMemory.FractionBits, 0, tile.Effective.MaxCode);
        }

        return codes;
    }
}
