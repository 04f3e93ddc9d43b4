namespace Crossbar.Compiler.Components;

/// <summary>A figure that is multiplied with every bit; by 2 at a constant energy per conversion step (Walden, IEEE J. Sel. Areas Commun. 17 (1999) 539), by 1 where it is the same at any resolution.</summary>
/// <param name="Value">The figure at <paramref name="Bits"/>.</param>
/// <param name="Bits">The resolution that it is known for.</param>
/// <param name="Factor">What each further bit multiplies it by.</param>
public sealed record ScaledLaw(double Value, int Bits, double Factor) : BitLaw
{
    /// <inheritdoc/>
    public override double At(int bits) => Value * Math.Pow(Factor, bits - Bits);
}
