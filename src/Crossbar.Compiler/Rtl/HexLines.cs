namespace Crossbar.Compiler.Rtl;

/// <summary>Beats as lines of hex, as <c>$fscanf("%h")</c> reads them: element 0 in the low bits, and so at the end of the line.</summary>
internal sealed class HexLines
{
    private readonly StringBuilder _text = new();

    /// <summary>The lines.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Adds a beat.</summary>
    /// <param name="numbers">Its elements; of each the low bits count.</param>
    /// <param name="bits">Bits of an element, at most 32.</param>
    public void Add(ReadOnlySpan<long> numbers, int bits)
    {
        var digits = ((numbers.Length * bits) + 3) / 4;
        var line = new char[digits];
        var (rest, count, digit) = (0UL, 0, digits);
        foreach (var number in numbers)
        {
            rest |= ((ulong)number & ((1UL << bits) - 1)) << count;
            count += bits;
            while (count >= 4)
            {
                line[--digit] = "0123456789abcdef"[(int)(rest & 15)];
                (rest, count) = (rest >> 4, count - 4);
            }
        }

        if (count > 0)
            line[--digit] = "0123456789abcdef"[(int)(rest & 15)];
        _text.Append(line).Append('\n');
    }
}
