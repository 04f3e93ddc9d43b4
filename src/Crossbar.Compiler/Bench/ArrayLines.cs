using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Bench;

/// <summary>Which line of a physical array is what, in words separated by spaces, for people and for the comparison of two chips.</summary>
/// <param name="WordLines">For each word line, from the far end, the layer's row (input of a window) that drives it, from 0.</param>
/// <param name="BitLines">
/// For each bit line, from the driven end, the layer's output that it is, from 0, and behind a point which slice of it where there are several (<c>3.1</c>); <c>3+</c> and <c>3-</c> are the two lines of a pair, <c>ref</c> is a
/// reference column, <c>spare</c> a line that no output uses. Copies of a line are called the same.
/// </param>
public sealed record ArrayLines(string WordLines, string BitLines)
{
    /// <summary>The word for a reference column.</summary>
    public const string Reference = "ref";

    /// <summary>The word for a line that no output uses.</summary>
    public const string Spare = "spare";

    /// <summary>The lines of an array.</summary>
    /// <param name="layout">Which lines stand for what.</param>
    /// <param name="rows">The layer's rows that its word lines stand for.</param>
    /// <param name="firstOutput">First of the layer's columns.</param>
    /// <param name="order">Which of the layer's columns holds what.</param>
    public static ArrayLines Of(ArrayLayout layout, RowBlock rows, int firstOutput, ColumnOrder order)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new ArrayLines(
            string.Join(' ', Enumerable.Range(0, layout.RowCount).Select(line => Text(rows.First + layout.InputOf(line)))),
            string.Join(' ', Enumerable.Range(0, layout.BitLines).Select(line => BitLine(layout, line, firstOutput, order))));
    }

    private static string BitLine(ArrayLayout layout, int bitLine, int firstOutput, ColumnOrder order)
    {
        if (layout.RoleOf(layout.LineOf(bitLine)) is not { } line)
            return Spare;
        if (line.Output is not { } output)
            return Reference;
        var sign = layout.Subtraction != CurrentSubtraction.ColumnPair ? "" : line.IsSubtracted ? "-" : "+";
        return order.NameOf(firstOutput + output) + sign;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
