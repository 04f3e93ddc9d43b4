using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>What sends codes digit by digit, and what adds up what comes of the digits.</summary>
internal static class PulseCases
{
    private const int Windows = 12;

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        new[] { Sequencer, Accumulator }.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)));

    private static StreamCase Sequencer(Random random)
    {
        var (elements, digitBits, pulses) = (random.Next(1, 20), random.Next(1, 6), random.Next(2, 9));
        // The last digit may have fewer bits.
        var codeBits = (digitBits * pulses) - random.Next(digitBits);
        var codes = Enumerable.Range(0, Windows).Select(_ => Numbers.Array(elements, () => random.Unsigned(codeBits))).ToArray();
        var (source, sink) = StreamCases.Stalls(random);
        return new()
        {
            Module = "pulse_sequencer",
            Parameters = new() { { "ELEMENTS", elements }, { "CODE_BITS", codeBits }, { "DIGIT_BITS", digitBits }, { "PULSES", pulses } },
            InputLanes = [new(elements * codeBits, [.. codes.Select(window => Packed.Of(window, codeBits))], source)],
            OutputLanes =
            [
                new(elements * digitBits, [.. codes.SelectMany(window => Enumerable.Range(0, pulses).Select(pulse =>
                    Packed.Of(window.Select(code => (code >> (pulse * digitBits)) % (BigInteger.One << digitBits)), digitBits)))], sink),
            ],
            MostCycles = source + sink == 0 ? Windows * pulses : null,
            Seed = random.Next(1, 1 << 20),
        };
    }

    // The decoder in front of the accumulator that tells it the pulse.
    private static StreamCase Accumulator(Random random)
    {
        var (columns, pulses, codeBits, multiplierBits) = (random.Next(1, 20), random.Next(2, 9), random.Next(1, 12), random.Next(1, 19));
        var (sumBits, pulseBits) = (codeBits + multiplierBits + 4 + random.Next(0, 20), BitOperations.Log2((uint)(pulses - 1)) + 1);
        var multipliers = Numbers.Array(pulses * columns, () => random.Signed(multiplierBits));
        var offsets = Numbers.Array(columns, () => random.Signed(codeBits + multiplierBits));
        var codes = Enumerable.Range(0, Windows * pulses).Select(_ => Numbers.Array(columns, () => random.Unsigned(codeBits))).ToArray();
        var sums = Enumerable.Range(0, Windows).Select(window => Packed.Low(
            Packed.Of(
                Enumerable.Range(0, columns).Select(c => offsets[c] + Enumerable.Range(0, pulses).Select(p => codes[(window * pulses) + p][c] * multipliers[(p * columns) + c]).Sum()), sumBits),
            columns * sumBits));
        var (source, sink) = StreamCases.Stalls(random);
        return new()
        {
            Module = "pulse_accumulator",
            Parameters = new() { { "CHANNELS", columns }, { "SUM_BITS", sumBits }, { "PULSES", pulses }, { "PULSE_BITS", pulseBits }, { "OFFSETS", offsets, sumBits } },
            InputLanes = [new(columns * codeBits, [.. codes.Select(read => Packed.Of(read, codeBits))], source)],
            OutputLanes = [new(columns * sumBits, [.. sums], sink)],
            MostCycles = source + sink == 0 ? Windows * pulses : null,
            Seed = random.Next(1, 1 << 20),
            Body = $"""
                logic [{(columns * sumBits) - 1}:0] products;
                logic [{pulseBits - 1}:0] pulse;
                pulse_decoder {new Parameters
                {
                    { "COLUMNS", columns }, { "PULSES", pulses }, { "PULSE_BITS", pulseBits }, { "CODE_BITS", codeBits }, { "MULTIPLIER_BITS", multiplierBits }, { "SUM_BITS", sumBits },
                    { "MULTIPLIERS", multipliers, multiplierBits },
                }} decoder (.s_tdata(s0_tdata), .pulse, .m_tdata(products));
                MODULE PARAMETERS dut (.clk, .rst, .s_tdata(products), .s_tvalid(s0_tvalid), .s_tready(s0_tready),
                    .m_tdata(m0_tdata), .m_tvalid(m0_tvalid), .m_tready(m0_tready), .pulse);
                """,
        };
    }
}
