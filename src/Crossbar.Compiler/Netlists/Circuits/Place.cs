namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>
/// What stands for a place's own numbers in the elements of an <see cref="ElementGrid"/>: as a number of a <see cref="Name"/>, and as a
/// <see cref="Quantity"/>. In a text they are single control characters, which no name, file or expression has.
/// </summary>
internal static class Place
{
    /// <summary>The place's row.</summary>
    public const int Row = -2;

    /// <summary>The row after it.</summary>
    public const int NextRow = -3;

    /// <summary>The place's column.</summary>
    public const int Column = -4;

    /// <summary>The column after it.</summary>
    public const int NextColumn = -5;

    /// <summary>The character that stands for the place's value, in an expression too.</summary>
    public const char ValueMark = '\u0006';

    /// <summary>The place's value as a number.</summary>
    public static Quantity Value { get; } = new(double.NaN);

    /// <summary>The character that stands for one of the numbers.</summary>
    public static char MarkOf(int number) => (char)-number;
}
