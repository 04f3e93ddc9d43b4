namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Positive and negative weights in columns apart, for what is read of each by itself: of every part the positive weights first, then the negative ones, which
/// a negative scale takes off behind the counters (subtracter pairs, Ji et al., ASPLOS 2019).
/// </summary>
/// <param name="whole">The parts without regard to sign.</param>
internal sealed class SignedParts(IWeightParts whole) : IWeightParts
{
    /// <inheritdoc/>
    public int Count => 2 * whole.Count;

    /// <inheritdoc/>
    public double ZeroLevel => 0;

    /// <inheritdoc/>
    public float PartOf(int output, float weight, int part)
    {
        var own = whole.PartOf(output, weight, part / 2);
        return own < 0 == IsNegative(part) ? own : 0;
    }

    /// <inheritdoc/>
    public double ScaleOf(int output, int part) => IsNegative(part) ? -whole.ScaleOf(output, part / 2) : whole.ScaleOf(output, part / 2);

    /// <inheritdoc/>
    public float ZeroWeightOf(int output, int part) => 0;

    private static bool IsNegative(int part) => part % 2 == 1;
}
