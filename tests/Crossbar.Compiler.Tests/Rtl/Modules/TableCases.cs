using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Tables, the mean of a whole image, and the class in the end.</summary>
internal static class TableCases
{
    private static readonly Func<Random, ModuleCase>[] All = [LookupTable, PositionTable, GlobalMean, Argmax];

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        All.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)));

    private static CombinationalCase LookupTable(Random random)
    {
        var (channels, bits, shift, segments, outputBits) = (random.Next(1, 4), random.Next(2, 16), random.Next(0, 8), random.Next(1, 70), random.Next(1, 20));
        // Also a table that begins before the least value or after the greatest one.
        var first = random.Signed(bits + 2);
        var points = Array(segments + 1, () => random.Signed(outputBits));
        var file = $"table{random.Next()}.hex";
        return new()
        {
            Module = "lookup_table",
            Parameters = new()
            {
                { "CHANNELS", channels }, { "INPUT_BITS", bits }, { "FIRST", first }, { "SHIFT", shift }, { "SEGMENTS", segments }, { "OUTPUT_BITS", outputBits }, { "FILE", file },
            },
            Files = new Dictionary<string, IEnumerable<string>> { [file] = points.Select(point => Packed.Hex(point, outputBits)) },
            InputPorts = [("s_tdata", channels * bits)], OutputBits = channels * outputBits,
            Vectors = [.. Enumerable.Range(0, 40).Select(_ =>
            {
                // Half of them in or near the table.
                var x = Array(channels, () => random.Next(2) == 0 ? random.Signed(bits) : Clamp(first + random.Next(-3, (segments << shift) + 4), Least(bits), Greatest(bits)));
                return (new[] { Packed.Of(x, bits) }, Packed.Of(x.Select(value => Interpolate(points, Clamp(value - first, 0, segments << shift), shift)), outputBits));
            })],
        };
    }

    private static BigInteger Interpolate(BigInteger[] points, BigInteger place, int shift)
    {
        var segment = (int)BigInteger.Min(place >> shift, points.Length - 2);
        var rest = place - ((BigInteger)segment << shift);
        return Round((points[segment] << shift) + (points[segment + 1] - points[segment]) * rest, shift);
    }

    private static StreamCase PositionTable(Random random)
    {
        var (positions, bits, images) = (random.Next(1, 20), random.Next(1, 20), 3);
        var table = Array(positions, () => random.Unsigned(bits));
        return new()
        {
            Module = "position_table", Parameters = new() { { "POSITIONS", positions }, { "BITS", bits }, { "TABLE", table, bits } }, Seed = random.Next(1, 1 << 20),
            InputLanes = [new(1, Array(images * positions, () => 0), random.Next(0, 14))],
            OutputLanes = [new(bits, [.. Enumerable.Repeat(table, images).SelectMany(t => t)], random.Next(0, 14))],
            Body = """
                assign m0_tvalid = s0_tvalid;
                assign s0_tready = m0_tready;
                MODULE PARAMETERS dut (.clk, .rst, .step(s0_tvalid && s0_tready), .element(m0_tdata));
                """,
        };
    }

    private static StreamCase GlobalMean(Random random)
    {
        var (channels, bits, pixels, images) = (random.Next(1, 5), random.Next(1, 20), random.Next(1, 20), 6);
        var (outputBits, shift, multiplierBits) = (random.Next(1, 25), random.Next(0, 20), random.Next(1, 18));
        var multiplier = random.Unsigned(multiplierBits);
        var (minimum, maximum) = random.Bounds(outputBits);
        var beats = Enumerable.Range(0, images * pixels).Select(_ => Array(channels, () => random.Signed(bits))).ToArray();
        var means = beats.Chunk(pixels).Select(image => Packed.Of(
            Enumerable.Range(0, channels).Select(c => Clamp(Round(image.Select(pixel => pixel[c]).Sum() * multiplier, shift), minimum, maximum)), outputBits));
        var (source, sink) = random.Next(3) == 0 ? (0, 0) : (random.Next(0, 14), random.Next(0, 16));
        return new()
        {
            Module = "global_mean",
            Parameters = new()
            {
                { "CHANNELS", channels }, { "BITS", bits }, { "PIXELS", pixels }, { "OUTPUT_BITS", outputBits }, { "SHIFT", shift }, { "MULTIPLIER", multiplier },
                { "MULTIPLIER_BITS", multiplierBits }, { "MINIMUM", minimum }, { "MAXIMUM", maximum },
            },
            InputLanes = [new(channels * bits, [.. beats.Select(pixel => Packed.Of(pixel, bits))], source)],
            OutputLanes = [new(channels * outputBits, [.. means], sink)],
            MostCycles = source + sink == 0 ? images * pixels + 1 : null, Seed = random.Next(1, 1 << 20),
        };
    }

    private static CombinationalCase Argmax(Random random)
    {
        var (classes, bits, indexBits) = (random.Next(1, 14), random.Next(1, 30), random.Next(4, 8));
        return new()
        {
            Module = "argmax", Parameters = new() { { "CLASSES", classes }, { "BITS", bits }, { "INDEX_BITS", indexBits } },
            InputPorts = [("s_tdata", classes * bits)], OutputBits = indexBits,
            Vectors = [.. Enumerable.Range(0, 60).Select(_ =>
            {
                // Of few different numbers, so that many are equal.
                var few = Array(random.Next(1, 4), () => random.Signed(bits));
                var scores = Array(classes, () => few[random.Next(few.Length)]);
                return (new[] { Packed.Of(scores, bits) }, (BigInteger)System.Array.IndexOf(scores, scores.Max()));
            })],
        };
    }
}
