namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>Straight pieces in place of a function, as few as an error allows.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pieces">The straight pieces.</param>
/// <param name="Error">How far they are from it at most.</param>
internal sealed record PieceFit(ScalarFunction Function, PiecewiseLinear Pieces, double Error)
{
    // More pieces than any sensible error asks for.
    private const int MaxPieces = 1000;

    // Points of a piece at which its error is looked at, and halvings of an interval.
    private const int Samples = 48;
    private const int Halvings = 40;

    // The runtime's functions are in single precision: errors of this size, relative to their values, are rounding.
    private const double Rounding = 1e-6;

    // How far a function is looked at beyond its last corner.
    private const double Far = 128;

    /// <summary>Whether the pieces are the function itself.</summary>
    public bool IsExact => Error == 0;

    /// <summary>Fits a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="error">How far the pieces may be from it; positive.</param>
    public static PieceFit Of(ScalarFunction function, double error)
    {
        // The same number of pieces may do better: the least error with which they do is taken.
        var points = Points(function, error);
        var (least, most) = (0.0, error);
        for (var k = 0; k < 12; k++)
        {
            var middle = (least + most) / 2;
            if (Points(function, middle, points.Count) is { } better)
                (points, most) = (better, middle);
            else
                least = middle;
        }

        var pieces = PiecewiseLinear.Through(function.Left with { Offset = points[0].Y - (function.Left.Slope * points[0].X) }, points, function.Right.Slope);
        return new PieceFit(function, pieces, Measure(function, pieces, points));
    }

    private static List<(double X, double Y)> Points(ScalarFunction function, double error) =>
        Points(function, error, MaxPieces) ?? throw new InvalidOperationException($"{MaxPieces} straight pieces do not follow a function to {error}.");

    // From the first corner to the left, between the corners, and from the last one to the right; null where more points are needed than allowed.
    private static List<(double X, double Y)>? Points(ScalarFunction function, double error, int most)
    {
        var corners = function.Corners.IsEmpty ? [0] : function.Corners;
        var points = new List<(double, double)> { (corners[0], function.Value(corners[0])) };
        var mirrored = new List<(double X, double Y)> { (-corners[0], function.Value(corners[0])) };
        if (!ToLine(x => function.Value(-x), function.Left.Of(-1, 0), mirrored, error, most))
            return null;
        points.InsertRange(0, mirrored.Skip(1).Reverse().Select(point => (-point.X, point.Y)));
        foreach (var corner in corners.Skip(1))
        {
            if (!ToPoint(function.Value, (corner, function.Value(corner)), points, error, most))
                return null;
        }

        return ToLine(function.Value, function.Right, points, error, most) ? points : null;
    }

    // Up to where the line is within the error for good.
    private static bool ToLine(Func<double, double> f, Line line, List<(double X, double Y)> points, double error, int most)
    {
        var start = points[^1];
        if (IsLine(start.X, Rounding) && Math.Abs(line.At(start.X) - start.Y) <= Rounding * Math.Max(1, Math.Abs(start.Y)))
            return true;
        double before = 0, after = 1;
        while (!IsLine(start.X + after, error))
        {
            (before, after) = (after, 2 * after);
            if (after > Far * Far)
                return false;
        }

        for (var k = 0; k < Halvings; k++)
        {
            var middle = (before + after) / 2;
            (before, after) = Math.Abs(f(start.X + middle) - line.At(start.X + middle)) > error ? (middle, after) : (before, middle);
        }

        var end = start.X + after;
        return ToPoint(f, (end, line.At(end)), points, error, most);

        bool IsLine(double from, double error)
        {
            for (var step = 0.0; step <= Far; step = step == 0 ? 1 / Far : 2 * step)
            {
                var y = line.At(from + step);
                if (Math.Abs(f(from + step) - y) > error + (Rounding * Math.Abs(y)))
                    return false;
            }

            return true;
        }
    }

    // The longest piece from the last point on, again and again: it may end above the function, on it or below.
    private static bool ToPoint(Func<double, double> f, (double X, double Y) end, List<(double X, double Y)> points, double error, int most)
    {
        while (!IsWithin(f, points[^1], end, error))
        {
            if (points.Count >= most)
                return false;
            var from = points[^1];
            points.Add(new[] { -error, 0, error }.Select(Farthest).MaxBy(point => point.X));

            (double X, double Y) Farthest(double shift)
            {
                var (good, bad) = (from.X, end.X);
                for (var k = 0; k < Halvings; k++)
                {
                    var middle = (good + bad) / 2;
                    (good, bad) = IsWithin(f, from, (middle, f(middle) + shift), error) ? (middle, bad) : (good, middle);
                }

                return (good, f(good) + shift);
            }
        }

        if (end.X > points[^1].X)
            points.Add(end);
        return points.Count <= most;
    }

    private static bool IsWithin(Func<double, double> f, (double X, double Y) from, (double X, double Y) to, double error)
    {
        for (var k = 0; k <= Samples; k++)
        {
            var share = (double)k / Samples;
            var x = from.X + (share * (to.X - from.X));
            if (Math.Abs(f(x) - (from.Y + (share * (to.Y - from.Y)))) > error + Rounding)
                return false;
        }

        return true;
    }

    // On a finer grid than the one of the fit, and as far beyond the last points again.
    private static double Measure(ScalarFunction function, PiecewiseLinear pieces, List<(double X, double Y)> points)
    {
        const int Fine = 4096;
        var width = Math.Max(1, points[^1].X - points[0].X);
        double worst = 0, largest = 1;
        for (var k = 0; k <= 3 * Fine; k++)
        {
            var x = points[0].X - width + (width * k / Fine);
            var y = function.Value(x);
            worst = Math.Max(worst, Math.Abs(pieces.At(x) - y));
            largest = Math.Max(largest, Math.Abs(y));
        }

        return worst <= Rounding * largest ? 0 : worst;
    }
}
