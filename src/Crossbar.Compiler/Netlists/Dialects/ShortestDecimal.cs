using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>
/// Writes doubles as .NET does, with the fewest digits that read back as the same number, several times faster (and some powers of two with the
/// digit that .NET leaves out, so that they read back). The method is Schubfach's
/// (Giulietti, "The Schubfach way to render doubles", 2020, section 9): of the two neighbouring multiples of a power of ten around the number
/// one or the other lies in the interval that rounds to it. In the range of circuits' values all products are exact in 128 bits, so no table
/// of rounded powers is needed. The tables are constants of the assembly: a static field would be checked at each access.
/// </summary>
internal static class ShortestDecimal
{
    /// <summary>Room that a number may need; what is behind its text is overwritten too.</summary>
    public const int MaxLength = 48;

    // 5^27 is the greatest power of five in 63 bits. At 1e15 .NET begins to write exponents.
    private const double Least = 1e-11;
    private const double Limit = 1e15;
    private const int SignificandBits = 52;
    private const int ExponentBias = 1075;

    private static ReadOnlySpan<ulong> PowersOfFive =>
    [
        1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625, 1220703125, 6103515625, 30517578125, 152587890625,
        762939453125, 3814697265625, 19073486328125, 95367431640625, 476837158203125, 2384185791015625, 11920928955078125, 59604644775390625,
        298023223876953125, 1490116119384765625, 7450580596923828125,
    ];

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
        100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000, 10000000000000000000,
    ];

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The length of the text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(double value, Span<byte> destination)
    {
        var magnitude = Math.Abs(value);
        if (!(magnitude >= Least && magnitude < Limit))
        {
            value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }

        ref var start = ref MemoryMarshal.GetReference(destination[..MaxLength]);
        var sign = value < 0 ? 1 : 0;
        start = (byte)'-';
        return sign + WritePositive(magnitude, ref Unsafe.Add(ref start, sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WritePositive(double value, ref byte destination)
    {
        var (digits, scale) = Shorten(value);
        var count = CountDigits(digits);
        // All 17 digits, of which the last ones count, and room for copies that begin at the last.
        ref var text = ref MemoryMarshal.GetReference(stackalloc byte[MaxLength]);
        var (high, low) = Math.DivRem(digits, 100_000_000);
        var (top, middle) = Math.DivRem(high, 100_000_000);
        text = (byte)('0' + top);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref text, 1), EightDigits(middle));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref text, 9), EightDigits(low));
        ref var first = ref Unsafe.Add(ref text, 17 - count);
        // The number is 0.d1d2d3... times ten to this power.
        var point = count - scale;
        if (point > 0)
        {
            Copy(ref first, ref destination);
            if (scale == 0)
                return count;
            Unsafe.Add(ref destination, point) = (byte)'.';
            Copy(ref Unsafe.Add(ref first, point), ref Unsafe.Add(ref destination, point + 1));
            return count + 1;
        }

        if (point > -4)
        {
            // Zeros that do not count are overwritten.
            Copy(ref MemoryMarshal.GetReference("0.00000000000000"u8), ref destination);
            Copy(ref first, ref Unsafe.Add(ref destination, 2 - point));
            Unsafe.Add(ref destination, 2 - point + 16) = Unsafe.Add(ref first, 16);
            return 2 - point + count;
        }

        destination = first;
        Unsafe.Add(ref destination, 1) = (byte)'.';
        Copy(ref Unsafe.Add(ref first, 1), ref Unsafe.Add(ref destination, 2));
        var end = count == 1 ? 1 : count + 1;
        var exponent = 1 - point;
        Unsafe.Add(ref destination, end) = (byte)'E';
        Unsafe.Add(ref destination, end + 1) = (byte)'-';
        Unsafe.Add(ref destination, end + 2) = (byte)('0' + (exponent / 10));
        Unsafe.Add(ref destination, end + 3) = (byte)('0' + (exponent % 10));
        return end + 4;
    }

    // The shortest digits d with value = d·10^-scale when read; no zeros at the end behind the point.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Digits, int Scale) Shorten(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var fraction = bits & ((1UL << SignificandBits) - 1);
        var significand = fraction | (1UL << SignificandBits);
        var exponent = (int)(bits >> SignificandBits) - ExponentBias;
        // floor(log10 of the interval's width): below a power of two the interval is half as wide, three quarters in all.
        var scale = -(((exponent * 1262611) - (fraction == 0 ? 524031 : 0)) >> 22);
        var power = PowersOfFive[scale];
        var shift = -exponent - scale;
        // Four times the number and its interval's ends, over 10^-scale; a lost fraction leaves an odd number ("rounded to odd").
        var high = Math.BigMul(4 * significand, power, out var low);
        var middle = Shift(high, low, shift);
        var below = fraction == 0 ? power : 2 * power;
        var lower = Shift(high - (low < below ? 1UL : 0), low - below, shift);
        var above = 2 * power;
        var upper = Shift(high + (low + above < low ? 1UL : 0), low + above, shift);
        // Ends belong to the interval of an even number only.
        var open = fraction & 1;
        lower += open;
        upper -= open;
        var floor = middle >> 2;
        var tens = floor / 10;
        var isTensInside = lower <= 40 * tens;
        if (isTensInside != (40 * tens) + 40 <= upper)
        {
            var digits = isTensInside ? tens : tens + 1;
            scale--;
            while (scale > 0 && digits % 10 == 0)
            {
                digits /= 10;
                scale--;
            }

            return (digits, scale);
        }

        var isFloorInside = lower <= 4 * floor;
        if (isFloorInside != (4 * floor) + 4 <= upper)
            return (isFloorInside ? floor : floor + 1, scale);
        var half = (4 * floor) + 2;
        return (middle < half || (middle == half && (floor & 1) == 0) ? floor : floor + 1, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Shift(ulong high, ulong low, int shift) =>
        (high << (64 - shift)) | (low >> shift) | (low << (64 - shift) != 0 ? 1UL : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(ulong digits)
    {
        // 1233/4096 is log10(2), a little more than needed.
        var estimate = ((64 - BitOperations.LeadingZeroCount(digits)) * 1233) >> 12;
        return estimate + (digits >= PowersOfTen[estimate] ? 1 : 0);
    }

    // Splits into halves three times, all halves of a word at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightDigits(ulong value)
    {
        var fours = value / 10_000;
        var words = fours | ((value - (10_000 * fours)) << 32);
        var hundreds = ((words * 10486) >> 20) & 0x0000_007F_0000_007F;
        var pairs = hundreds | ((words - (100 * hundreds)) << 16);
        var tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        var digits = (tens | ((pairs - (10 * tens)) << 8)) + 0x3030_3030_3030_3030;
        return BitConverter.IsLittleEndian ? digits : BinaryPrimitives.ReverseEndianness(digits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref byte source, ref byte destination) => Vector128.LoadUnsafe(ref source).StoreUnsafe(ref destination);
}
