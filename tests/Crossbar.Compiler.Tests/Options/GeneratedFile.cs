namespace Crossbar.Compiler.Tests.Options;

/// <summary>A file of the repository whose text, or a part of it, follows from the table of options.</summary>
internal static class GeneratedFile
{
    private const string Accept = "CROSSBAR_ACCEPT_SNAPSHOTS";

    /// <summary>An option for people who see nothing else of it: <c>Wire between neighbouring cells (ohm). Range: 0 to 10. Default: 1.</c></summary>
    public static string Describe(OptionDefinition option)
    {
        var unit = option.Unit.Length == 0 ? "" : $" ({option.Unit})";
        var range = option.Range is "" or "any" ? "" : $" Range: {option.Range}.";
        return $"{option.Description}{unit}.{range} Default: {option.Default}.";
    }

    /// <summary>Compares a file with what it should say; with CROSSBAR_ACCEPT_SNAPSHOTS=1 it is written first, for review.</summary>
    public static void IsCurrent(string text, params string[] path)
    {
        var file = Repository.At(path);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, text);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == text,
            $"{string.Join('/', path)} is not what OptionTable says. Run this test with {Accept}=1, which writes it, and review the change.");
    }

    /// <summary>The same for the lines between the line that holds <c>begin NAME</c> and the one that holds <c>end NAME</c>.</summary>
    public static void PartIsCurrent(string name, IEnumerable<string> lines, params string[] path)
    {
        var text = File.ReadAllText(Repository.At(path)).Split('\n');
        var begin = Array.FindIndex(text, line => line.Contains("begin " + name, StringComparison.Ordinal));
        var end = Array.FindIndex(text, line => line.Contains("end " + name, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"{string.Join('/', path)} has no lines 'begin {name}' and 'end {name}'.");
        IsCurrent(string.Join('\n', [.. text[..(begin + 1)], .. lines, .. text[end..]]), path);
    }
}
