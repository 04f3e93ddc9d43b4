using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Windows of images: window_buffer with random geometry, and what reduces a window to a number for each channel.</summary>
internal static class WindowCases
{
    private static readonly Func<Random, ModuleCase>[] All =
        [random => WindowBuffer(random, Axis.Random(random), Axis.Random(random)), MaxSelect, WindowMean];

    // What networks have, and corners that chance rarely meets.
    private static readonly (Axis Y, Axis X)[] Geometries =
    [
        (Axis.Of(6, 3, before: 1, after: 1), Axis.Of(1, 3, before: 1, after: 1)),
        (Axis.Of(6, 3, before: 1, after: 1), Axis.Of(5, 3, before: 1, after: 1)),
        (Axis.Of(1, 1), Axis.Of(1, 1)),
        (Axis.Of(6, 2), Axis.Of(1, 1)),
        (Axis.Of(1, 1), Axis.Of(6, 2)),
        (Axis.Of(7, 2, stride: 2), Axis.Of(8, 2, stride: 2)),
        (Axis.Of(7, 1, stride: 3), Axis.Of(8, 1, stride: 3)),
        (Axis.Of(5, 3, dilation: 2, before: 2, after: 2), Axis.Of(6, 3, dilation: 3, before: 3, after: 3)),
        (Axis.Of(3, 2, before: 4, after: 3), Axis.Of(2, 2, before: 3, after: 5)),
        (Axis.Of(4, 4), Axis.Of(4, 4)),
    ];

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        All.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)))
            .Concat(Geometries.Take(count).Select(geometry => WindowBuffer(random, geometry.Y, geometry.X)));

    // Where nobody pauses, the walk over the padded images must be all that takes time.
    private static StreamCase WindowBuffer(Random random, Axis y, Axis x)
    {
        var (channels, bits, images) = (random.Next(1, 4), random.Next(1, 10), 3);
        var padding = random.Next(2) * random.Signed(bits);
        var pixels = Array(images * channels * y.Size * x.Size, () => random.Signed(bits));
        var (source, sink) = random.Next(3) == 0 ? (0, 0) : (random.Next(0, 14), random.Next(0, 14));
        var windows = pixels.Chunk(channels * y.Size * x.Size).SelectMany(image => Windows(image, channels, y, x, padding));
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
            InputLanes = [new(channels * bits, [.. pixels.Chunk(channels).Select(pixel => Packed.Of(pixel, bits))], source)],
            OutputLanes = [new(channels * y.Kernel * x.Kernel * bits, [.. windows.Select(window => Packed.Of(window, bits))], sink)],
            MostCycles = source + sink == 0 ? images * y.Padded * x.Padded : null,
            Seed = random.Next(1, 1 << 20),
        };
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
