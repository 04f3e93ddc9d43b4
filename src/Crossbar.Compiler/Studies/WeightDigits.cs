namespace Crossbar.Compiler.Studies;

/// <summary>How a chip's cells hold weights.</summary>
/// <param name="WeightBits">Bits of whole weights; 0 for weights as they are.</param>
/// <param name="CellBits">Bits per cell; 0 for a whole weight per cell.</param>
public readonly record struct WeightDigits(int WeightBits, int CellBits)
{
    private const int MaxWeightBits = 16;
    private const int MaxCellBits = 8;

    /// <summary>Those of some options.</summary>
    /// <param name="options">The options.</param>
    public static WeightDigits Of(MappingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new WeightDigits(options.WeightBits, options.CellBits);
    }

    /// <summary>Reads <c>0</c> (weights as they are), <c>8</c> (whole weights of 8 bits) or <c>8/2</c> (in cells of 2 bits).</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is none of them.</returns>
    public static WeightDigits? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        if (parts.Length > 2 || Number(parts[0], MaxWeightBits) is not { } weight || weight == 1)
            return null;
        if (parts.Length == 1)
            return new WeightDigits(weight, 0);
        return weight > 0 && Number(parts[1], MaxCellBits) is { } cell ? new WeightDigits(weight, cell) : null;
    }

    /// <summary>For people: <c>8/2</c>; <c>as they are</c> where weights are no whole numbers.</summary>
    public override string ToString() => WeightBits == 0 ? "as they are"
        : CellBits == 0 ? string.Create(CultureInfo.InvariantCulture, $"{WeightBits}") : string.Create(CultureInfo.InvariantCulture, $"{WeightBits}/{CellBits}");

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}
