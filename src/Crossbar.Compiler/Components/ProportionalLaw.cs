namespace Crossbar.Compiler.Components;

/// <summary>A figure in proportion to the number of bits.</summary>
/// <param name="PerBit">What each bit adds.</param>
public sealed record ProportionalLaw(double PerBit) : BitLaw
{
    /// <inheritdoc/>
    public override double At(int bits) => PerBit * bits;
}
