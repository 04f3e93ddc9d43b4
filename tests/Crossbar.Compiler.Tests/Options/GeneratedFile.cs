using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Options;

/// <summary>A file of the repository whose whole text follows from the table of options.</summary>
internal static class GeneratedFile
{
    private const string Accept = "CROSSBAR_ACCEPT_SNAPSHOTS";

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
