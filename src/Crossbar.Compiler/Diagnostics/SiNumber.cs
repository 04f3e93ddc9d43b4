namespace Crossbar.Compiler.Diagnostics;

/// <summary>Numbers of three digits for people, with the SI prefix that leaves at least one before the point.</summary>
internal static class SiNumber
{
    private static readonly string[] Prefixes = ["f", "p", "n", "µ", "m", ""];

    /// <summary>A number that is not negative, such as <c>1.25 ns</c>.</summary>
    /// <param name="value">The number, in the unit.</param>
    /// <param name="unit">The unit's symbol.</param>
    public static string Text(double value, string unit)
    {
        // Rounded before the prefix is chosen: 999.6 pJ are 1 nJ.
        var rounded = double.Parse(value.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var step = rounded > 0 ? Math.Clamp((int)Math.Floor(Math.Log10(rounded) / 3) + 5, 0, Prefixes.Length - 1) : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{rounded * Math.Pow(1000, 5 - step):G3} {Prefixes[step]}{unit}");
    }
}
