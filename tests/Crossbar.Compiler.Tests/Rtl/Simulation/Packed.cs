using System.Numerics;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>Numbers side by side in one wide word, number 0 in the low bits.</summary>
internal static class Packed
{
    /// <summary>The word of some numbers, each the low bits of its two's complement.</summary>
    public static BigInteger Of(IEnumerable<BigInteger> numbers, int bits)
    {
        var word = BigInteger.Zero;
        var place = 0;
        foreach (var number in numbers)
            word |= Low(number, bits) << (bits * place++);
        return word;
    }

    /// <summary>The low bits of a number's two's complement, as an unsigned number.</summary>
    public static BigInteger Low(BigInteger number, int bits) => number & ((BigInteger.One << bits) - 1);

    /// <summary>A word as simulators print it with %h: as many digits as its bits need.</summary>
    public static string Hex(BigInteger word, int bits)
    {
        var low = Low(word, bits);
        var digits = new StringBuilder();
        for (var digit = (bits + 3) / 4 - 1; digit >= 0; digit--)
            digits.Append("0123456789abcdef"[(int)((low >> (4 * digit)) & 15)]);
        return digits.ToString();
    }
}
