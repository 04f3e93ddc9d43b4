using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>The packages under test: those that tests/run.sh has just packed, or packed here once when a test is run by itself.</summary>
internal static class Packages
{
    private static readonly Lazy<string> PackedVersion = new(FindOrPack);

    /// <summary>The folder that they lie in.</summary>
    public static string Folder => Repository.At("artifacts", "packages");

    /// <summary>Their version.</summary>
    public static string Version => PackedVersion.Value;

    /// <summary>Where NuGet extracts them for the tests, so that no version of theirs stays in the user's own cache.</summary>
    public static string Cache => Repository.At("artifacts", "end-to-end", "packages", Version);

    private static string FindOrPack()
    {
        if (Environment.GetEnvironmentVariable("CROSSBAR_PACKAGE_VERSION") is { Length: > 0 } version)
            return version;
        var pack = ProcessRun.Start(Repository.Root, "bash", "build/pack.sh");
        Assert.True(pack.ExitCode == 0, pack.Output);
        return File.ReadAllText(Path.Combine(Folder, "version.txt")).Trim();
    }
}
