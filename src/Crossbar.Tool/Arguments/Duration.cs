namespace Crossbar.Tool.Arguments;

/// <summary>Times as options take them: in seconds, or with a unit.</summary>
internal static class Duration
{
    // As for CrossbarOptions.Age, in second.
    private const double MaxSeconds = 3.2e10;

    /// <summary>What is allowed, in words.</summary>
    public const string Rule = "a time of 0 to 1000 years: a number of seconds, or one with s, min, h, d or y behind it (86400, 1d, 10y)";

    // The longest name first: 'min' ends in no other, but every second ends in 's'.
    private static readonly (string Name, double Seconds)[] Units = [("min", 60), ("s", 1), ("h", 3600), ("d", 86400), ("y", 365 * 86400.0)];

    /// <summary>Reads a time.</summary>
    /// <returns>In second; null for what is none.</returns>
    public static double? Parse(string text)
    {
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        var number = unit.Name is null ? text : text[..^unit.Name.Length];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value * (unit.Name is null ? 1 : unit.Seconds) is >= 0 and <= MaxSeconds and var seconds
            ? seconds
            : null;
    }
}
