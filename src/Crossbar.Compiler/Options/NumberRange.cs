namespace Crossbar.Compiler.Options;

/// <summary>An interval of allowed numbers, which can say itself in words.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value, itself allowed.</param>
/// <param name="ExcludesMin">Whether <paramref name="Min"/> itself is not allowed.</param>
internal sealed record NumberRange(double Min, double Max, bool ExcludesMin = false)
{
    /// <summary>Every finite number.</summary>
    public static NumberRange Any { get; } = new(double.MinValue, double.MaxValue);

    /// <summary>More than 0, up to <paramref name="max"/>.</summary>
    public static NumberRange Positive(double max) => new(0, max, ExcludesMin: true);

    /// <summary>Whether a number is allowed; never for what is not finite.</summary>
    public bool Contains(double value) => double.IsFinite(value) && value <= Max && (ExcludesMin ? value > Min : value >= Min);

    /// <summary>For people: <c>greater than 0, at most 1</c>.</summary>
    public override string ToString()
    {
        var lower = Min == double.MinValue ? "" : ExcludesMin ? $"greater than {Text(Min)}" : $"{Text(Min)} to ";
        var upper = Max == double.MaxValue ? "" : Text(Max);
        return (lower, upper) switch
        {
            ("", "") => "any",
            (_, "") => ExcludesMin ? lower : $"{Text(Min)} or more",
            _ => ExcludesMin ? $"{lower}, at most {upper}" : lower + upper,
        };
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
