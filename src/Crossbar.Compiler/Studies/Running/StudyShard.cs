namespace Crossbar.Compiler.Studies.Running;

/// <summary>One machine's part of a study: every <paramref name="Count"/>th item from the <paramref name="Number"/>th.</summary>
/// <param name="Number">The part, from 1.</param>
/// <param name="Count">Number of parts.</param>
public readonly record struct StudyShard(int Number, int Count)
{
    /// <summary>All of it.</summary>
    public static StudyShard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>2/8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is no such part.</returns>
    public static StudyShard? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } number && Number(parts[1]) is { } count && number <= count ? new StudyShard(number, count) : null;

        static int? Number(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
    }

    /// <summary>The numbers of the items that belong to it, from 0.</summary>
    /// <param name="items">Number of all items.</param>
    public IEnumerable<int> Of(int items)
    {
        for (long item = Number - 1; item < items; item += Count)
            yield return (int)item;
    }

    /// <summary>For people: <c>2/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
