using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Where this user's NuGet has packages from.</summary>
internal static partial class UserSources
{
    private static readonly Lazy<IReadOnlyList<string>> Enabled = new(List);

    /// <summary>The names of the sources that are enabled.</summary>
    public static IReadOnlyList<string> Names => Enabled.Value;

    /// <summary>NuGet's folder for this user's packages, from which this very project was restored.</summary>
    public static string Cache { get; } = typeof(UserSources).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;

    /// <summary>The file that this user's sources are written in, where there is one.</summary>
    public static string File { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");

    private static string[] List()
    {
        var list = ProcessRun.Start(Path.GetTempPath(), "dotnet", "nuget", "list", "source").Succeeded();
        return [.. Line().Matches(list.Output).Select(match => match.Groups["name"].Value)];
    }

    [GeneratedRegex(@"^ *[0-9]+\. +(?<name>.+) \[Enabled\]\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
