using System.IO.Compression;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>The packages under test: those that tests/run.sh has just packed, or packed here once when a test is run by itself.</summary>
internal static class Packages
{
    private static readonly Lazy<string> PackedVersion = new(FindOrPack);
    private static readonly Lazy<string> RestoredTool = new(RestoreTool);

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

    /// <summary>The tool inside the package, which one restore extracts for all tests.</summary>
    public static string Tool => RestoredTool.Value;

    /// <summary>A nuget.config with these packages, and all that is not ours from where this user has packages: from the user's cache and, what it lacks, from the user's sources.</summary>
    /// <param name="feeds">More folders with packages, ours or a test's own.</param>
    public static string NuGetConfig(params string[] feeds)
    {
        const string Packed = "crossbar-under-test", Ours = "Crossbar.*", Any = "*";
        var more = feeds.Select((feed, k) => (Key: $"crossbar-feed-{k}", Folder: feed)).ToArray();
        return new XElement(
            "configuration",
            new XElement("config", Add("globalPackagesFolder", Cache)),
            new XElement("fallbackPackageFolders", new XElement("clear"), Directory.Exists(UserSources.Cache) ? Add("user", UserSources.Cache) : null),
            new XElement("packageSources", Add(Packed, Folder), more.Select(feed => Add(feed.Key, feed.Folder))),
            // No registry is asked for what is ours, and none needs to be there for it.
            new XElement(
                "packageSourceMapping", new XElement("clear"), Source(Packed, Ours), more.Select(feed => Source(feed.Key, Ours, Any)), UserSources.Names.Select(name => Source(name, Any)))).ToString();

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

        static XElement Source(string key, params string[] patterns) =>
            new("packageSource", new XAttribute("key", key), patterns.Select(pattern => new XElement("package", new XAttribute("pattern", pattern))));
    }

    private static string RestoreTool()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();
        return Path.Combine(Cache, "crossbar.build", Version, "tools", "net8.0", "any", "crossbar.dll");
    }

    private static string FindOrPack()
    {
        if (Environment.GetEnvironmentVariable("CROSSBAR_PACKAGE_VERSION") is { Length: > 0 } version)
            return version;
        var pack = ProcessRun.Start(Repository.Root, "bash", "build/pack.sh");
        Assert.True(pack.ExitCode == 0, pack.Output);
        return File.ReadAllText(Path.Combine(Folder, "version.txt")).Trim();
    }
}
