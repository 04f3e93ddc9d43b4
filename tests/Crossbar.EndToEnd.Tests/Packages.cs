using System.IO.Compression;
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

    /// <summary>Whether they were packed before the tests run.</summary>
    public static bool ArePacked => Environment.GetEnvironmentVariable("CROSSBAR_PACKAGE_VERSION") is { Length: > 0 };

    /// <summary>Whether the tool in them has the page of <c>crossbar report</c>, which takes npm to pack.</summary>
    public static bool HaveReportPage
    {
        get
        {
            using var tool = ZipFile.OpenRead(Path.Combine(Folder, $"Crossbar.Tool.{Version}.nupkg"));
            return tool.Entries.Any(entry => entry.Name == "Crossbar.Report.html");
        }
    }

    /// <summary>Where NuGet extracts them for the tests, so that no version of theirs stays in the user's own cache.</summary>
    public static string Cache => Repository.At("artifacts", "end-to-end", "packages", Version);

    /// <summary>The tool inside the extracted package; only after a project was restored.</summary>
    public static string Tool => Path.Combine(Cache, "crossbar.build", Version, "tools", "net8.0", "any", "crossbar.dll");

    /// <summary>A nuget.config with these packages.</summary>
    /// <param name="feeds">More folders with packages.</param>
    public static string NuGetConfig(params string[] feeds) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="{Cache}" />
          </config>
          <fallbackPackageFolders>
            {(Directory.Exists(UserCache) ? $"<add key=\"user\" value=\"{UserCache}\" />" : "")}
          </fallbackPackageFolders>
          <packageSources>
            <clear />
            <add key="crossbar" value="{Folder}" />
            {string.Concat(feeds.Select((feed, k) => $"<add key=\"feed{k}\" value=\"{feed}\" />"))}
          </packageSources>
        </configuration>
        """;

    /// <summary>NuGet's folder for this user. It serves what is not ours (target frameworks' reference assemblies), without a registry where it has them.</summary>
    public static string UserCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindOrPack()
    {
        if (Environment.GetEnvironmentVariable("CROSSBAR_PACKAGE_VERSION") is { Length: > 0 } version)
            return version;
        var pack = ProcessRun.Start(Repository.Root, "bash", "build/pack.sh");
        Assert.True(pack.ExitCode == 0, pack.Output);
        return File.ReadAllText(Path.Combine(Folder, "version.txt")).Trim();
    }
}
