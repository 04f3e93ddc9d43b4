namespace Crossbar.Runtime.FixedPoint;

/// <summary>What the layers that read a value want of it.</summary>
/// <param name="Step">What its last bit may count at most; infinite where nobody cares.</param>
/// <param name="Low">Below it all readers make the same of it; −∞ where they do not.</param>
/// <param name="High">Above it all readers make the same of it; ∞ where they do not.</param>
internal readonly record struct ValueDemand(double Step, double Low, double High)
{
    /// <summary>What nobody reads.</summary>
    public static ValueDemand Nothing => new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>What serves two readers.</summary>
    public ValueDemand With(ValueDemand other) => new(Math.Min(Step, other.Step), Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The same step for any value.</summary>
    public ValueDemand Unlimited() => this with { Low = double.NegativeInfinity, High = double.PositiveInfinity };
}
