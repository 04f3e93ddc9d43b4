namespace Crossbar.Runtime.FixedPoint;

/// <summary>A product with a constant that is rounded once, half up: (x·Multiplier + 2^(Shift − 1)) >> Shift.</summary>
/// <param name="Multiplier">The constant, as whole 2^−Shift.</param>
/// <param name="Shift">How many bits are rounded away; at least 1.</param>
public readonly record struct Scaling(long Multiplier, int Shift)
{
    // So many significant bits of a factor.
    private const int FactorBits = 20;

    // Products are exact in double precision, with bits to spare.
    private const int MaxProductBits = 51;

    /// <summary>The scaling next to a factor.</summary>
    /// <param name="factor">The factor; positive.</param>
    public static Scaling Of(double factor)
    {
        var shift = Math.Max(1, FactorBits - 1 - Math.ILogB(factor));
        return new Scaling(MultiplierOf(factor, shift), shift);
    }

    /// <summary>The shift with which rounding a factor takes a product no more than an eighth of its last bit, as far as products stay exact.</summary>
    /// <param name="factor">The greatest magnitude of the factors that share the shift; 0 for none.</param>
    /// <param name="reach">The greatest magnitude of what is multiplied.</param>
    public static int ShiftFor(double factor, double reach)
    {
        if (factor == 0 || reach == 0)
            return 1;
        var shift = Math.Max(FactorBits - 1 - Math.ILogB(factor), Math.ILogB(reach) + 3);
        return Math.Max(1, Math.Min(shift, MaxProductBits - 2 - Math.ILogB(factor) - Math.ILogB(reach)));
    }

    /// <summary>A factor as a whole number of 2^−shift, half up.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="shift">The shift.</param>
    public static long MultiplierOf(double factor, int shift) => (long)Math.Floor(Math.ScaleB(factor, shift) + 0.5);

    /// <summary>What a value, not its number, is multiplied by.</summary>
    /// <param name="input">The format of the value.</param>
    public double FactorFor(FixedPointFormat input) => FactorFor(Multiplier, Shift, input);

    /// <summary>What a value, not its number, is multiplied by to be a product less its last bits.</summary>
    /// <param name="multiplier">The constant.</param>
    /// <param name="shift">How many bits are rounded away.</param>
    /// <param name="input">The format of the value.</param>
    public static double FactorFor(long multiplier, int shift, FixedPointFormat input) => Math.ScaleB(multiplier, input.FractionBits - shift);
}
