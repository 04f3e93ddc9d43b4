namespace Crossbar.Compiler.Rtl.Counts;

/// <summary>Amounts of digital hardware, or of what it does.</summary>
/// <param name="Multiplier">Multipliers: products of the widths of both factors, in bit².</param>
/// <param name="Adder">Adders and comparators, in bits.</param>
/// <param name="Register">Flip-flops, or what is clocked into them, in bits.</param>
/// <param name="Memory">Memories, or what is read from and written to them, in bits.</param>
public readonly record struct DigitalAmounts(double Multiplier, double Adder, double Register, double Memory)
{
    /// <summary>Both together.</summary>
    public static DigitalAmounts operator +(DigitalAmounts left, DigitalAmounts right) =>
        new(left.Multiplier + right.Multiplier, left.Adder + right.Adder, left.Register + right.Register, left.Memory + right.Memory);

    /// <summary>Several times as much.</summary>
    public static DigitalAmounts operator *(double times, DigitalAmounts amounts) =>
        new(times * amounts.Multiplier, times * amounts.Adder, times * amounts.Register, times * amounts.Memory);
}
