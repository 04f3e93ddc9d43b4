namespace Crossbar.Runtime.Converters;

/// <summary>The range over which a converter spreads its codes.</summary>
/// <param name="Minimum">The value of code 0.</param>
/// <param name="Maximum">The value of the highest code.</param>
public readonly record struct ConverterRange(float Minimum, float Maximum)
{
    /// <summary>Maximum − Minimum.</summary>
    public float Width => Maximum - Minimum;

    /// <summary>The least range that holds this one and 0, never empty.</summary>
    public ConverterRange WithZero()
    {
        var range = new ConverterRange(Math.Min(Minimum, 0), Math.Max(Maximum, 0));
        return range.Width > 0 ? range : new ConverterRange(0, 1);
    }
}
