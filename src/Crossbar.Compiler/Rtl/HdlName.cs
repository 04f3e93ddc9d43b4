namespace Crossbar.Compiler.Rtl;

/// <summary>Names in generated hardware: of a model's own names nothing is left that SystemVerilog could take for anything but a name.</summary>
internal static class HdlName
{
    private const int MaxLength = 48;

    /// <summary>A name of letters, digits and single underscores in lower case.</summary>
    /// <param name="prefix">What it begins with, which makes it unique and no keyword.</param>
    /// <param name="name">What it is named after.</param>
    public static string Of(string prefix, string name)
    {
        var text = new StringBuilder(prefix);
        foreach (var c in name.Take(MaxLength))
        {
            if (char.IsAsciiLetterOrDigit(c))
                text.Append(char.ToLowerInvariant(c));
            else if (text[^1] != '_')
                text.Append('_');
        }

        return text.ToString().TrimEnd('_');
    }

    /// <summary>A class's name as a module's: <c>ResNet20Crossbar</c> is <c>chip_res_net20_crossbar</c>.</summary>
    /// <param name="className">The class.</param>
    public static string OfTop(string className)
    {
        var text = new StringBuilder("chip_");
        for (var k = 0; k < Math.Min(className.Length, MaxLength); k++)
        {
            var c = className[k];
            var isAscii = char.IsAsciiLetterOrDigit(c);
            if (text[^1] != '_' && (!isAscii || (char.IsAsciiLetterUpper(c) && k > 0 && !char.IsAsciiLetterUpper(className[k - 1]))))
                text.Append('_');
            if (isAscii)
                text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().TrimEnd('_');
    }

    /// <summary>Any text for a comment that ends with its line, or for a string: printable ASCII without backslash and quotation mark.</summary>
    /// <param name="text">The text.</param>
    public static string InComment(string text)
    {
        var comment = new StringBuilder();
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not ('\\' or '"' or '`'))
                comment.Append(c);
            else
                comment.Append(CultureInfo.InvariantCulture, $"<U+{(int)c:X4}>");
        }

        return comment.ToString();
    }
}
