namespace Crossbar.Build.Tasks;

/// <summary>MSBuild's escaping of the characters that it gives a meaning.</summary>
internal static class MSBuildText
{
    private const string Special = "%*?@$();'";

    /// <summary>The escaped form of a literal text.</summary>
    public static string Escape(string literal) => string.Concat(literal.Select(c =>
        Special.IndexOf(c) < 0 ? c.ToString() : "%" + ((int)c).ToString("x2", CultureInfo.InvariantCulture)));
}
