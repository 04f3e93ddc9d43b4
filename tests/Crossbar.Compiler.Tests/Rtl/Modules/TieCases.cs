using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>All modules that round, at all sums around zero: every tie, positive and negative, and the steps beside the clamp's bounds.</summary>
internal static class TieCases
{
    private const int Bits = 7;
    private const int Least = -64;
    private const int Count = 128;

    /// <summary>So many of each, with 1, 2, ... bits taken away.</summary>
    public static IEnumerable<ModuleCase> Some(int count) =>
        Enumerable.Range(1, Math.Min(count, 4)).SelectMany<int, ModuleCase>(shift =>
            [ScaleShift(shift), ResidualAdder(shift), WindowMean(shift), DacQuantiser(shift), GlobalMean(shift)]);

    private static IEnumerable<BigInteger> Inputs => Enumerable.Range(Least, Count).Select(x => (BigInteger)x);

    private static CombinationalCase ScaleShift(int shift) => Case("scale_shift",
        new()
        {
            { "INPUT_BITS", Bits }, { "MULTIPLIER_BITS", 3 }, { "OFFSET_BITS", 3 }, { "SHIFT", shift }, { "OUTPUT_BITS", 6 }, { "MINIMUM", -10 }, { "MAXIMUM", 11 },
            { "MULTIPLIERS", [-3], 3 }, { "OFFSETS", [1], 3 },
        },
        [("s_tdata", Bits)], x => [x], 6, x => Clamp(Round(-3 * x + 1, shift), -10, 11));

    private static CombinationalCase ResidualAdder(int shift) => Case("residual_adder",
        new()
        {
            { "A_BITS", Bits }, { "A_SHIFT", 1 }, { "B_BITS", 2 }, { "B_SHIFT", 0 }, { "SHIFT", shift }, { "OUTPUT_BITS", 8 }, { "MINIMUM", -60 }, { "MAXIMUM", 60 },
        },
        [("a_tdata", Bits), ("b_tdata", 2)], x => [x, -1], 8, x => Clamp(Round(2 * x - 1, shift), -60, 60));

    private static CombinationalCase WindowMean(int shift) => Case("window_mean",
        new() { { "BITS", Bits }, { "TAPS", 1 }, { "OUTPUT_BITS", 8 }, { "SHIFT", shift }, { "MULTIPLIER_BITS", 2 }, { "MINIMUM", -90 }, { "MAXIMUM", 90 } },
        [("s_tdata", Bits), ("multiplier", 2)], x => [x, 3], 8, x => Clamp(Round(3 * x, shift), -90, 90));

    private static CombinationalCase DacQuantiser(int shift) => Case("dac_quantiser",
        new() { { "INPUT_BITS", Bits }, { "CODE_BITS", 5 }, { "MULTIPLIER", 1 }, { "MULTIPLIER_BITS", 1 }, { "SHIFT", shift }, { "ZERO_CODE", 9 }, { "MAX_CODE", 30 } },
        [("s_tdata", Bits)], x => [x], 5, x => Clamp(Round(x, shift) + 9, 0, 30));

    private static StreamCase GlobalMean(int shift) => new()
    {
        Module = "global_mean",
        Parameters = new()
        {
            { "BITS", Bits }, { "PIXELS", 1 }, { "OUTPUT_BITS", 8 }, { "SHIFT", shift }, { "MULTIPLIER", 3 }, { "MULTIPLIER_BITS", 2 }, { "MINIMUM", -90 }, { "MAXIMUM", 90 },
        },
        InputLanes = [new(Bits, [.. Inputs], 0)], OutputLanes = [new(8, [.. Inputs.Select(x => Clamp(Round(3 * x, shift), -90, 90))], 0)],
    };

    private static CombinationalCase Case(
        string module, Parameters parameters, (string, int)[] ports, Func<BigInteger, BigInteger[]> inputs, int outputBits, Func<BigInteger, BigInteger> compute) => new()
    {
        Module = module, Parameters = parameters, InputPorts = ports, OutputBits = outputBits,
        Vectors = [.. Inputs.Select(x => (inputs(x), compute(x)))],
    };
}
