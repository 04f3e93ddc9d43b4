using System.Numerics;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Random numbers with a liking for the ends, and the arithmetic of the chip in numbers without an end.</summary>
internal static class Numbers
{
    public static BigInteger Least(int bits) => -(BigInteger.One << (bits - 1));

    public static BigInteger Greatest(int bits) => (BigInteger.One << (bits - 1)) - 1;

    /// <summary>A two's complement number.</summary>
    public static BigInteger Signed(this Random random, int bits) => random.Next(6) switch
    {
        0 => Least(bits),
        1 => Greatest(bits),
        2 => BigInteger.Max(Least(bits), BigInteger.Min(Greatest(bits), random.Next(-2, 3))),
        _ => random.Unsigned(bits, mayBeEnd: false) + Least(bits),
    };

    /// <summary>An unsigned number.</summary>
    public static BigInteger Unsigned(this Random random, int bits, bool mayBeEnd = true)
    {
        if (mayBeEnd && random.Next(6) == 0)
            return random.Next(2) * ((BigInteger.One << bits) - 1);
        var word = BigInteger.Zero;
        for (var k = 0; k < bits; k += 30)
            word = (word << 30) | random.Next(1 << 30);
        return word & ((BigInteger.One << bits) - 1);
    }

    /// <summary>Two bounds of numbers of so many bits, the lower one first.</summary>
    public static (BigInteger Minimum, BigInteger Maximum) Bounds(this Random random, int bits)
    {
        var (a, b) = (random.Signed(bits), random.Signed(bits));
        return random.Next(3) == 0 ? (Least(bits), Greatest(bits)) : (BigInteger.Min(a, b), BigInteger.Max(a, b));
    }

    public static BigInteger[] Array(int count, Func<BigInteger> number) => [.. Enumerable.Range(0, count).Select(_ => number())];

    /// <summary>p · 2^-shift, to the nearest number; halves are rounded up.</summary>
    public static BigInteger Round(BigInteger p, int shift) => shift == 0 ? p : (p + (BigInteger.One << (shift - 1))) >> shift;

    public static BigInteger Clamp(BigInteger x, BigInteger minimum, BigInteger maximum) => BigInteger.Max(minimum, BigInteger.Min(maximum, x));

    public static BigInteger Sum(this IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (a, b) => a + b);
}
