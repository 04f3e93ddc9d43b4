namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>What a node or an element is called: a word and up to two numbers, written <c>t_3_5</c>. Numbers spare the strings of a million names.</summary>
/// <param name="Word">Letters, digits and underscores.</param>
/// <param name="First">The first number, or one of <see cref="Place"/>; -1 for none.</param>
/// <param name="Second">The second number, or one of <see cref="Place"/>; -1 for none.</param>
internal readonly record struct Name(string Word, int First = -1, int Second = -1)
{
    /// <summary>The reference node.</summary>
    public static Name Ground { get; } = new("0");

    public static implicit operator Name(string word) => new(word);

    public override string ToString() => First >= 0 && Second >= 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Word}_{First}_{Second}")
        : Word + Numbered(First) + Numbered(Second);

    private static string Numbered(int number) => number switch
    {
        >= 0 => string.Create(CultureInfo.InvariantCulture, $"_{number}"),
        -1 => "",
        _ => Place.MarkOf(number).ToString(),
    };
}
