using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Combinational modules between an array's codes and the next array's, with random parameters.</summary>
internal static class ArithmeticCases
{
    private const int Vectors = 40;

    private static readonly Func<Random, ModuleCase>[] All = [DacQuantiser, InputSum, ColumnDecoder, Rounder, Limiter, ResidualAdder, ScaleShift, Align];

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        All.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)));

    private static CombinationalCase DacQuantiser(Random random)
    {
        var (channels, bits, codeBits, multiplierBits, shift) = (random.Next(1, 6), random.Next(1, 25), random.Next(1, 11), random.Next(1, 19), random.Next(0, 20));
        var multiplier = random.Unsigned(multiplierBits);
        var (zero, most) = (random.Next(2) * random.Unsigned(codeBits), random.Unsigned(codeBits));
        return ByChannel("dac_quantiser", random, channels, bits, codeBits,
            new()
            {
                { "CHANNELS", channels }, { "INPUT_BITS", bits }, { "CODE_BITS", codeBits }, { "MULTIPLIER", multiplier }, { "MULTIPLIER_BITS", multiplierBits },
                { "SHIFT", shift }, { "ZERO_CODE", zero }, { "MAX_CODE", most },
            },
            (x, _) => Clamp(Round(x * multiplier, shift) + zero, 0, most));
    }

    private static CombinationalCase Rounder(Random random)
    {
        var (channels, bits, shift, outputBits) = (random.Next(1, 6), random.Next(1, 70), random.Next(0, 20), random.Next(1, 30));
        var (minimum, maximum) = random.Bounds(outputBits);
        return ByChannel("rounder", random, channels, bits, outputBits,
            new()
            {
                { "CHANNELS", channels }, { "SUM_BITS", bits }, { "SHIFT", shift }, { "OUTPUT_BITS", outputBits }, { "MINIMUM", minimum }, { "MAXIMUM", maximum },
            },
            (x, _) => Clamp(x >> shift, minimum, maximum));
    }

    private static CombinationalCase Limiter(Random random)
    {
        var (channels, bits, outputBits) = (random.Next(1, 6), random.Next(1, 70), random.Next(1, 60));
        var (minimum, maximum) = random.Bounds(outputBits);
        return ByChannel("clamp", random, channels, bits, outputBits,
            new()
            {
                { "CHANNELS", channels }, { "INPUT_BITS", bits }, { "OUTPUT_BITS", outputBits }, { "MINIMUM", minimum }, { "MAXIMUM", maximum },
            },
            (x, _) => Clamp(x, minimum, maximum));
    }

    private static CombinationalCase ScaleShift(Random random)
    {
        var (channels, bits, multiplierBits, offsetBits) = (random.Next(1, 6), random.Next(1, 25), random.Next(1, 19), random.Next(1, 40));
        var (shift, outputBits) = (random.Next(0, 20), random.Next(1, 30));
        var (minimum, maximum) = random.Bounds(outputBits);
        var (multipliers, offsets) = (Array(channels, () => random.Signed(multiplierBits)), Array(channels, () => random.Signed(offsetBits)));
        return ByChannel("scale_shift", random, channels, bits, outputBits,
            new()
            {
                { "CHANNELS", channels }, { "INPUT_BITS", bits }, { "MULTIPLIER_BITS", multiplierBits }, { "OFFSET_BITS", offsetBits }, { "SHIFT", shift },
                { "OUTPUT_BITS", outputBits }, { "MINIMUM", minimum }, { "MAXIMUM", maximum }, { "MULTIPLIERS", multipliers, multiplierBits },
                { "OFFSETS", offsets, offsetBits },
            },
            (x, c) => Clamp(Round(x * multipliers[c] + offsets[c], shift), minimum, maximum));
    }

    private static CombinationalCase Align(Random random)
    {
        var (channels, bits, shift) = (random.Next(1, 6), random.Next(1, 60), random.Next(0, 12));
        var outputBits = bits + shift + random.Next(0, 5);
        return ByChannel("align", random, channels, bits, outputBits,
            new() { { "CHANNELS", channels }, { "INPUT_BITS", bits }, { "OUTPUT_BITS", outputBits }, { "SHIFT", shift } }, (x, _) => x << shift);
    }

    private static CombinationalCase ColumnDecoder(Random random)
    {
        var (columns, codeBits, multiplierBits) = (random.Next(1, 6), random.Next(1, 12), random.Next(1, 19));
        var sumBits = codeBits + multiplierBits + random.Next(0, 25);
        var multipliers = Array(columns, () => random.Signed(multiplierBits));
        return ByChannel("column_decoder", random, columns, codeBits, sumBits,
            new()
            {
                { "COLUMNS", columns }, { "CODE_BITS", codeBits }, { "MULTIPLIER_BITS", multiplierBits }, { "SUM_BITS", sumBits },
                { "MULTIPLIERS", multipliers, multiplierBits },
            },
            (code, c) => Packed.Low(code, codeBits) * multipliers[c]);
    }

    private static CombinationalCase InputSum(Random random)
    {
        var (rows, codeBits) = (random.Next(1, 40), random.Next(1, 12));
        var sumBits = codeBits + BitOperations.Log2((uint)rows) + random.Next(1, 4);
        return new()
        {
            Module = "input_sum", Parameters = new() { { "ROWS", rows }, { "CODE_BITS", codeBits }, { "SUM_BITS", sumBits } },
            InputPorts = [("s_tdata", rows * codeBits)], OutputBits = sumBits,
            Vectors = [.. Enumerable.Range(0, Vectors).Select(_ =>
            {
                var codes = Array(rows, () => random.Unsigned(codeBits));
                return (new[] { Packed.Of(codes, codeBits) }, codes.Sum());
            })],
        };
    }

    private static CombinationalCase ResidualAdder(Random random)
    {
        var (channels, aBits, aShift, bBits, bShift) = (random.Next(1, 6), random.Next(1, 30), random.Next(0, 9), random.Next(1, 30), random.Next(0, 9));
        var (shift, outputBits) = (random.Next(0, 10), random.Next(1, 40));
        var (minimum, maximum) = random.Bounds(outputBits);
        return new()
        {
            Module = "residual_adder",
            Parameters = new()
            {
                { "CHANNELS", channels }, { "A_BITS", aBits }, { "A_SHIFT", aShift }, { "B_BITS", bBits }, { "B_SHIFT", bShift }, { "SHIFT", shift },
                { "OUTPUT_BITS", outputBits }, { "MINIMUM", minimum }, { "MAXIMUM", maximum },
            },
            InputPorts = [("a_tdata", channels * aBits), ("b_tdata", channels * bBits)], OutputBits = channels * outputBits,
            Vectors = [.. Enumerable.Range(0, Vectors).Select(_ =>
            {
                var (a, b) = (Array(channels, () => random.Signed(aBits)), Array(channels, () => random.Signed(bBits)));
                var sums = a.Zip(b, (x, y) => Clamp(Round((x << aShift) + (y << bShift), shift), minimum, maximum));
                return (new[] { Packed.Of(a, aBits), Packed.Of(b, bBits) }, Packed.Low(Packed.Of(sums, outputBits), channels * outputBits));
            })],
        };
    }

    private static CombinationalCase ByChannel(
        string module, Random random, int channels, int bits, int outputBits, Parameters parameters, Func<BigInteger, int, BigInteger> compute) => new()
    {
        Module = module, Parameters = parameters, InputPorts = [("s_tdata", channels * bits)], OutputBits = channels * outputBits,
        Vectors = [.. Enumerable.Range(0, Vectors).Select(_ =>
        {
            var x = Array(channels, () => random.Signed(bits));
            return (new[] { Packed.Of(x, bits) }, Packed.Of(x.Select((value, c) => compute(value, c)), outputBits));
        })],
    };
}
