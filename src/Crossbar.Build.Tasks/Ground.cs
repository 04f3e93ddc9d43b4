namespace Crossbar.Build.Tasks;

/// <summary>What a build stands on: its compiler and its language. What is not known is taken for good enough: the compiler has the last word.</summary>
internal static class Ground
{
    private const string CompilerPrefix = "roslyn";
    private const string OldestStandards = "iso-";

    // The Microsoft.CodeAnalysis that the generator is built against: an older compiler says CS9057 and goes on without it.
    private static readonly Version NeededCompiler = new(4, 8);
    private static readonly Version NeededLanguage = new(9, 0);

    /// <summary>The version of a compiler that cannot load the generator; null where it can.</summary>
    /// <param name="compilerApiVersion">The property of that name, which the compiler's own targets set, such as <c>roslyn4.8</c>.</param>
    public static string? CompilerTooOld(string compilerApiVersion)
    {
        var version = compilerApiVersion.StartsWith(CompilerPrefix, StringComparison.OrdinalIgnoreCase) ? compilerApiVersion.Substring(CompilerPrefix.Length) : string.Empty;
        return Version.TryParse(version, out var compiler) && compiler < NeededCompiler ? version : null;
    }

    /// <summary>Whether the generated code is beyond a version of the language.</summary>
    /// <param name="languageVersion">The property LangVersion, such as <c>9.0</c>, <c>7.3</c>, <c>ISO-2</c>, <c>latest</c> or nothing.</param>
    public static bool IsLanguageTooOld(string languageVersion)
    {
        var version = languageVersion.Trim();
        if (version.StartsWith(OldestStandards, StringComparison.OrdinalIgnoreCase))
            return true;
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            return major < NeededLanguage.Major;
        return Version.TryParse(version, out var language) && language < NeededLanguage;
    }
}
