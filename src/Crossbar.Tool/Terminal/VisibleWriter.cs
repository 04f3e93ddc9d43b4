using Crossbar.Build;

namespace Crossbar.Tool.Terminal;

/// <summary>
/// What the command prints, with every character visible: names in a model neither move the cursor nor begin a line. A line is written by
/// WriteLine, a text of several by Write.
/// </summary>
internal sealed class VisibleWriter(TextWriter writer) : TextWriter(writer.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        // Windows ends lines so, and so does what prints help there.
        if (value == writer.NewLine)
            writer.Write(value);
        else
            writer.Write(DisplayText.OfLines(value ?? ""));
    }

    /// <inheritdoc/>
    public override void WriteLine() => writer.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => writer.WriteLine(DisplayText.Of(value ?? ""));
}
