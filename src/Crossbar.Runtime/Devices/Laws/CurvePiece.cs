namespace Crossbar.Runtime.Devices.Laws;

/// <summary>A piece of a <see cref="ConductanceCurve"/>: a sum of powers, clipped.</summary>
public sealed record CurvePiece
{
    /// <summary>The piece holds for conductances below this one, in siemens, where no piece before it does.</summary>
    public double Below { get; init; } = double.PositiveInfinity;

    /// <summary>What the powers are of.</summary>
    public CurveVariable Variable { get; init; }

    /// <summary>The summands.</summary>
    public required ImmutableArray<CurveTerm> Terms { get; init; }

    /// <summary>The least value.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value.</summary>
    public double Greatest { get; init; } = double.PositiveInfinity;

    /// <summary>The value at x.</summary>
    internal double At(double x)
    {
        double sum = 0;
        foreach (var term in Terms)
            sum += term.Power == 0 ? term.Factor : term.Power == 1 ? term.Factor * x : term.Factor * Math.Pow(x, term.Power);
        return Math.Min(Math.Max(sum, Least), Greatest);
    }
}
