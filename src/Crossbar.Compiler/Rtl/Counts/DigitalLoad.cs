namespace Crossbar.Compiler.Rtl.Counts;

/// <summary>A part of the digital half: what it is made of, and what an image takes of it.</summary>
/// <param name="Built">What it is made of.</param>
/// <param name="Multipliers">How many multipliers that are.</param>
/// <param name="PerImage">What it does for an image: nothing that merely waits counts, as if its clock were gated.</param>
public readonly record struct DigitalLoad(DigitalAmounts Built, long Multipliers, DigitalAmounts PerImage)
{
    /// <summary>Both together.</summary>
    public static DigitalLoad operator +(DigitalLoad left, DigitalLoad right) =>
        new(left.Built + right.Built, left.Multipliers + right.Multipliers, left.PerImage + right.PerImage);

    /// <summary>Multipliers of one size.</summary>
    /// <param name="count">How many.</param>
    /// <param name="left">Bits of one factor.</param>
    /// <param name="right">Bits of the other.</param>
    /// <param name="uses">How often per image all of them multiply.</param>
    public static DigitalLoad Multiply(long count, int left, int right, double uses) => Of(new((double)count * left * right, 0, 0, 0), uses) with { Multipliers = count };

    /// <summary>Adders or comparators.</summary>
    /// <param name="bits">Bits of all of them.</param>
    /// <param name="uses">How often per image they add.</param>
    public static DigitalLoad Add(double bits, double uses) => Of(new(0, bits, 0, 0), uses);

    /// <summary>Flip-flops.</summary>
    /// <param name="bits">How many.</param>
    /// <param name="uses">How often per image all of them are clocked.</param>
    public static DigitalLoad Register(double bits, double uses) => Of(new(0, 0, bits, 0), uses);

    /// <summary>A memory.</summary>
    /// <param name="bits">Its size.</param>
    /// <param name="moved">Bits that are read from it and written to it per image.</param>
    public static DigitalLoad Memory(double bits, double moved) => new(new(0, 0, 0, bits), 0, new(0, 0, 0, moved));

    /// <summary>stream_register: the output and the spare entry, and three bits of state.</summary>
    /// <param name="width">Bits of a beat.</param>
    /// <param name="beats">Beats per image.</param>
    public static DigitalLoad StreamRegister(int width, double beats) => Register((2.0 * width) + 3, beats);

    private static DigitalLoad Of(DigitalAmounts built, double uses) => new(built, 0, uses * built);
}
