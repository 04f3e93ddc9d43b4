namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>A continuous function of straight pieces.</summary>
/// <param name="First">The line of the first piece.</param>
/// <param name="Bends">Where the slope changes, in rising order, and what it rises by there.</param>
internal sealed record PiecewiseLinear(Line First, ImmutableArray<(double At, double Rise)> Bends)
{
    // Slopes that differ by less, as a share of the steepest, differ by rounding.
    private const double Rounding = 1e-9;

    /// <summary>The line of the last piece.</summary>
    public Line Last
    {
        get
        {
            var last = Bends.Aggregate(First, (line, bend) => new Line(line.Offset - (bend.Rise * bend.At), line.Slope + bend.Rise));
            return Math.Abs(last.Slope) <= Rounding * Steepest ? last with { Slope = 0 } : last;
        }
    }

    /// <summary>Its greatest slope of either sign.</summary>
    public double Steepest
    {
        get
        {
            var (slope, steepest) = (First.Slope, Math.Abs(First.Slope));
            foreach (var bend in Bends)
                steepest = Math.Max(steepest, Math.Abs(slope += bend.Rise));
            return steepest;
        }
    }

    /// <summary>Its value.</summary>
    public double At(double x)
    {
        var y = First.At(x);
        foreach (var bend in Bends)
            y += bend.Rise * Math.Max(x - bend.At, 0);
        return y;
    }

    /// <summary>The function that goes through points and beyond them along two lines.</summary>
    /// <param name="first">The line before the first point, through which it goes.</param>
    /// <param name="points">The points, in rising order.</param>
    /// <param name="last">The slope behind the last point.</param>
    public static PiecewiseLinear Through(Line first, IReadOnlyList<(double X, double Y)> points, double last)
    {
        var bends = ImmutableArray.CreateBuilder<(double, double)>();
        var slope = first.Slope;
        var steepest = Enumerable.Range(0, points.Count).Max(k => Math.Abs(Slope(k)));
        for (var k = 0; k < points.Count; k++)
        {
            var next = Slope(k);
            if (Math.Abs(next - slope) <= Rounding * steepest)
                continue;
            bends.Add((points[k].X, next - slope));
            slope = next;
        }

        return new PiecewiseLinear(first, bends.ToImmutable());

        double Slope(int k) => k + 1 < points.Count ? (points[k + 1].Y - points[k].Y) / (points[k + 1].X - points[k].X) : last;
    }
}
