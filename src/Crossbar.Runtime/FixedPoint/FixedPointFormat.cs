namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// How a value of the network is held: as whole numbers n that stand for n·2^−<see cref="FractionBits"/> and saturate at the ends. With no more than
/// <see cref="MaxBits"/> bits they are also exact in single precision, so that layers which neither round nor saturate need no other code.
/// </summary>
/// <param name="FractionBits">Bits behind the binary point; negative where the last bit counts more than 1.</param>
/// <param name="Minimum">The least n.</param>
/// <param name="Maximum">The greatest n.</param>
public readonly record struct FixedPointFormat(int FractionBits, int Minimum, int Maximum)
{
    /// <summary>The widest format, in bits.</summary>
    public const int MaxBits = 24;

    private const int Limit = 1 << (MaxBits - 1);

    /// <summary>What the last bit counts.</summary>
    public double Step => Math.ScaleB(1, -FractionBits);

    /// <summary>Bits of a number in two's complement.</summary>
    public int Bits => BitsOf(Minimum, Maximum);

    /// <summary>The least number of bits in two's complement that holds both.</summary>
    /// <param name="least">The least number.</param>
    /// <param name="greatest">The greatest number.</param>
    public static int BitsOf(Int128 least, Int128 greatest)
    {
        var bits = 1;
        while (least < -(Int128.One << (bits - 1)) || greatest > (Int128.One << (bits - 1)) - 1)
            bits++;
        return bits;
    }

    /// <summary>The least number of bits, at least 1, that holds a number without a sign.</summary>
    /// <param name="greatest">The greatest number, not negative.</param>
    public static int UnsignedBitsOf(long greatest) => Math.Max(1, BitsOf(0, greatest) - 1);

    /// <summary>A format that holds an interval.</summary>
    /// <param name="fractionBits">Bits behind the binary point.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <returns>Cut off where <see cref="MaxBits"/> do not hold it.</returns>
    public static FixedPointFormat Of(int fractionBits, double low, double high) => new(
        fractionBits,
        (int)Math.Clamp(Math.Floor(Math.ScaleB(low, fractionBits)), -Limit, 0),
        (int)Math.Clamp(Math.Ceiling(Math.ScaleB(high, fractionBits)), 0, Limit - 1));

    /// <summary>How many bits to give a value behind the binary point.</summary>
    /// <param name="step">What the last bit may count at most.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <returns>As many as <paramref name="step"/> asks for, or fewer where <see cref="MaxBits"/> would not hold the values.</returns>
    public static int FractionBitsFor(double step, double low, double high)
    {
        var bits = -Math.ILogB(step);
        var greatest = Math.Max(Math.Abs(low), Math.Abs(high));
        while (Math.ScaleB(greatest, bits) > Limit - 2)
            bits--;
        return bits;
    }

    /// <summary>The number of a value that lies on the grid.</summary>
    /// <param name="value">The value.</param>
    public double NumberOf(float value) => Math.ScaleB(value, FractionBits);

    /// <summary>The value of a whole number, saturated.</summary>
    /// <param name="number">The number, whole.</param>
    public float ValueOf(double number) => (float)Math.ScaleB(Math.Clamp(number, Minimum, Maximum), -FractionBits);

    /// <summary>Puts values on the grid: to the nearest number, half up, saturated.</summary>
    /// <param name="values">Any number of values.</param>
    public void Quantise(Span<float> values) => HalfUp.Round(values, Math.ScaleB(1, FractionBits), 0.5, this, values);
}
