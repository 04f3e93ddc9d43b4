namespace Crossbar.Compiler.Components;

/// <summary>A converter made of one of a single bit for each of its 2^b − 1 steps.</summary>
/// <param name="PerStep">What one of them takes.</param>
public sealed record StepLaw(double PerStep) : BitLaw
{
    /// <inheritdoc/>
    public override double At(int bits) => PerStep * (Math.Pow(2, bits) - 1);
}
