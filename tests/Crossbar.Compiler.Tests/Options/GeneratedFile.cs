using Crossbar.Compiler.Options;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Options;

/// <summary>A file of the repository whose whole text follows from the table of options.</summary>
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
}
