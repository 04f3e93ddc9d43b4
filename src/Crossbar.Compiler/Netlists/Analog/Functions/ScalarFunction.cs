namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>
/// A continuous function of one number that is a straight line far to the left and far to the right: what superdiodes can make, to any error, of straight
/// pieces.
/// </summary>
/// <param name="Value">The function.</param>
/// <param name="Corners">Where it may have a corner or a point of inflection that its pieces should begin at, in rising order; may be empty.</param>
/// <param name="Left">The line that it tends to, and need not reach, far to the left.</param>
/// <param name="Right">The same far to the right.</param>
internal sealed record ScalarFunction(Func<double, double> Value, ImmutableArray<double> Corners, Line Left, Line Right)
{
    /// <summary>x itself.</summary>
    public static ScalarFunction Identity { get; } = new(x => x, [], new(0, 1), new(0, 1));

    /// <summary>The function of scale·x + shift; null where the scale is 0.</summary>
    public ScalarFunction? Of(double scale, double shift) => scale == 0 ? null : new(
        x => Value((scale * x) + shift),
        [.. Corners.Select(corner => (corner - shift) / scale).Order()],
        (scale > 0 ? Left : Right).Of(scale, shift),
        (scale > 0 ? Right : Left).Of(scale, shift));

    /// <summary>The product of two functions; null where it rises faster than a straight line.</summary>
    public static ScalarFunction? Product(ScalarFunction x, ScalarFunction y) => Product(x.Left, y.Left) is { } left && Product(x.Right, y.Right) is { } right
        ? new(v => x.Value(v) * y.Value(v), [.. x.Corners.Concat(y.Corners).Distinct().Order()], left, right)
        : null;

    private static Line? Product(Line x, Line y) =>
        x.Slope != 0 && y.Slope != 0 ? null : new Line(x.Offset * y.Offset, (x.Offset * y.Slope) + (x.Slope * y.Offset));
}
