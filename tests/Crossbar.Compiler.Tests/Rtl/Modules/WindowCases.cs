using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Windows of images: window_buffer with random geometry, and what reduces a window to a number for each channel.</summary>
internal static class WindowCases
{
    private static readonly Func<Random, ModuleCase>[] All = [WindowBuffer, MaxSelect, WindowMean];

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        All.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)));

    /// <summary>A window buffer; where nobody pauses, the walk over the padded images must be all that takes time.</summary>
    public static StreamCase WindowBuffer(Random random)
    {
        while (true)
        {
            var (channels, bits, images) = (random.Next(1, 4), random.Next(1, 10), 3);
            var (y, x) = (Axis.Random(random), Axis.Random(random));
            if (y.Windows <= 0 || x.Windows <= 0)
                continue;
            var padding = random.Next(2) * random.Signed(bits);
            var pixels = Array(images * channels * y.Size * x.Size, () => random.Signed(bits));
            var stalls = random.Next(3) == 0 ? (0, 0) : (random.Next(0, 14), random.Next(0, 14));
            return new()
            {
                Module = "window_buffer",
                Parameters = new()
                {
                    { "CHANNELS", channels }, { "BITS", bits }, { "HEIGHT", y.Size }, { "WIDTH", x.Size }, { "KERNEL_HEIGHT", y.Kernel }, { "KERNEL_WIDTH", x.Kernel },
                    { "STRIDE_Y", y.Stride }, { "STRIDE_X", x.Stride }, { "DILATION_Y", y.Dilation }, { "DILATION_X", x.Dilation }, { "PAD_TOP", y.Before },
                    { "PAD_LEFT", x.Before }, { "PAD_BOTTOM", y.After }, { "PAD_RIGHT", x.After }, { "OUTPUT_HEIGHT", y.Windows }, { "OUTPUT_WIDTH", x.Windows },
                    { "PAD_VALUE", padding },
                },
                InputLanes = [new(channels * bits, [.. pixels.Chunk(channels).Select(pixel => Packed.Of(pixel, bits))], stalls.Item1)],
                OutputLanes = [new(channels * y.Kernel * x.Kernel * bits,
                    [.. pixels.Chunk(channels * y.Size * x.Size).SelectMany(image => Windows(image, channels, y, x, padding)).Select(window => Packed.Of(window, bits))], stalls.Item2)],
                MostCycles = stalls == (0, 0) ? images * y.Padded * x.Padded : null,
                Seed = random.Next(1, 1 << 20),
            };
        }
    }

    private static CombinationalCase MaxSelect(Random random)
    {
        var (channels, taps, bits) = (random.Next(1, 5), random.Next(1, 12), random.Next(1, 20));
        return ByWindow("max_select", random, channels, taps, bits, bits, 0, new() { { "CHANNELS", channels }, { "BITS", bits }, { "TAPS", taps } }, (x, _) => x.Max());
    }

    private static CombinationalCase WindowMean(Random random)
    {
        var (channels, taps, bits, multiplierBits) = (random.Next(1, 5), random.Next(1, 12), random.Next(1, 20), random.Next(1, 18));
        var (shift, outputBits) = (random.Next(0, 20), random.Next(1, 25));
        var (minimum, maximum) = random.Bounds(outputBits);
        return ByWindow("window_mean", random, channels, taps, bits, outputBits, multiplierBits,
            new()
            {
                { "CHANNELS", channels }, { "BITS", bits }, { "TAPS", taps }, { "OUTPUT_BITS", outputBits }, { "SHIFT", shift }, { "MULTIPLIER_BITS", multiplierBits },
                { "MINIMUM", minimum }, { "MAXIMUM", maximum },
            },
            (x, multiplier) => Clamp(Round(x.Sum() * multiplier, shift), minimum, maximum));
    }

    private static CombinationalCase ByWindow(
        string module, Random random, int channels, int taps, int bits, int outputBits, int multiplierBits, Parameters parameters,
        Func<BigInteger[], BigInteger, BigInteger> compute) => new()
    {
        Module = module, Parameters = parameters, OutputBits = channels * outputBits,
        InputPorts = [("s_tdata", channels * taps * bits), .. multiplierBits > 0 ? [("multiplier", multiplierBits)] : System.Array.Empty<(string, int)>()],
        Vectors = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            var x = Array(channels * taps, () => random.Signed(bits));
            var multiplier = random.Unsigned(multiplierBits);
            return (new[] { Packed.Of(x, bits), multiplier }, Packed.Of(x.Chunk(taps).Select(window => compute(window, multiplier)), outputBits));
        })],
    };

    private static IEnumerable<IEnumerable<BigInteger>> Windows(BigInteger[] image, int channels, Axis y, Axis x, BigInteger padding)
    {
        for (var oy = 0; oy < y.Windows; oy++)
        {
            for (var ox = 0; ox < x.Windows; ox++)
            {
                yield return from c in Enumerable.Range(0, channels)
                             from ky in Enumerable.Range(0, y.Kernel)
                             from kx in Enumerable.Range(0, x.Kernel)
                             let row = oy * y.Stride - y.Before + ky * y.Dilation
                             let column = ox * x.Stride - x.Before + kx * x.Dilation
                             select y.Has(row) && x.Has(column) ? image[(row * x.Size + column) * channels + c] : padding;
            }
        }
    }
}
