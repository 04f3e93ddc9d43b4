using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>The array's simulation model: its numbers, and when they come.</summary>
internal static class ArrayCases
{
    /// <summary>So many arrays.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) => Enumerable.Range(0, count).Select(_ => Array(random));

    private static StreamCase Array(Random random)
    {
        var (rows, columns, dacBits, adcBits, fractionBits) = (random.Next(1, 12), random.Next(1, 7), random.Next(1, 10), random.Next(1, 13), random.Next(0, 41));
        var (latency, adcCycles, reads, pulses) = (random.Next(1, 6), random.Next(1, 6), 25, random.Next(2) == 0 ? 1 : random.Next(2, 5));
        // Sums near the codes' range, and some beyond either end of it.
        var weightBits = Math.Max(2, fractionBits + adcBits - dacBits - random.Next(0, 4));
        var words = Enumerable.Range(0, pulses * columns).Select(_ =>
            Numbers.Array(rows + 1, () => random.Signed(weightBits)).Select((word, r) => r == 0 ? random.Signed(fractionBits + adcBits) : word).ToArray()).ToArray();
        var codes = Enumerable.Range(0, reads).Select(_ => Numbers.Array(rows, () => random.Unsigned(dacBits))).ToArray();
        var file = $"array{random.Next()}.hex";
        var (source, sink) = random.Next(3) == 0 ? (0, 0) : (random.Next(0, 14), random.Next(0, 14));
        return new()
        {
            Module = "crossbar_array",
            Parameters = new()
            {
                { "ROWS", rows }, { "COLUMNS", columns }, { "DAC_BITS", dacBits }, { "ADC_BITS", adcBits }, { "FRACTION_BITS", fractionBits }, { "LATENCY", latency },
                { "ADC_CYCLES", adcCycles }, { "PULSES", pulses }, { "FILE", file },
            },
            Files = new Dictionary<string, IEnumerable<string>> { [file] = words.SelectMany(column => column).Select(word => Packed.Hex(Packed.Low(word, 64), 64)) },
            InputLanes = [new(rows * dacBits, [.. codes.Select(read => Packed.Of(read, dacBits))], source)],
            OutputLanes = [new(columns * adcBits, [.. codes.Select((read, r) => Packed.Of(words.Skip(r % pulses * columns).Take(columns).Select(column => Convert(column, read, fractionBits, adcBits)), adcBits))], sink)],
            // The last read is accepted adcCycles cycles after the one before it, and so on.
            MostCycles = source + sink == 0 ? (reads - 1) * adcCycles + latency + adcCycles - 1 : null,
            LeastCycles = (reads - 1) * adcCycles + latency + adcCycles - 1,
            Seed = random.Next(1, 1 << 20),
        };
    }

    private static BigInteger Convert(BigInteger[] column, BigInteger[] codes, int fractionBits, int adcBits) =>
        Clamp((column[0] + codes.Select((code, r) => code * column[r + 1]).Sum()) >> fractionBits, 0, (BigInteger.One << adcBits) - 1);
}
