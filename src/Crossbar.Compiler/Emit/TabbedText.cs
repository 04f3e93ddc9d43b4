namespace Crossbar.Compiler.Emit;

/// <summary>The line format of manifests and diagnostics files: fields separated by tabs, with escapes.</summary>
internal static class TabbedText
{
    /// <summary>One line, its end included.</summary>
    public static string Line(params ReadOnlySpan<string> fields)
    {
        var escaped = new string[fields.Length];
        for (var k = 0; k < escaped.Length; k++)
            escaped[k] = fields[k].Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\r", "").Replace("\n", "\\n");
        return string.Join('\t', escaped) + "\n";
    }
}
