using System.Text.Json;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>What is fetched to build, pack and test is what it was when its version was chosen: NuGet compares the hashes of lock files.</summary>
public sealed class PinnedPackagesTests
{
    [Fact]
    public void Every_project_has_the_hash_of_every_package_in_the_version_that_the_repository_names()
    {
        var versions = XDocument.Load(Repository.At("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);
        string[] folders = ["src", "tests", "nuget"];
        var projects = folders.SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories))
            // A template's project is a text; the runtime has no package but the SDK's own.
            .Where(project => !project.Split(Path.DirectorySeparatorChar).Any(part => part is "content" or "obj") && !project.EndsWith("Crossbar.Runtime.csproj", StringComparison.Ordinal));

        foreach (var project in projects)
        {
            var file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(file), $"{file} is missing: dotnet restore writes it, and it belongs into git.");
            // What a project says of itself goes before what the repository says.
            var own = XDocument.Load(project).Descendants("PackageReference").Where(item => item.Attribute("VersionOverride") is not null)
                .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("VersionOverride")!.Value, StringComparer.OrdinalIgnoreCase);
            using var text = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var package in text.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
            {
                var type = package.Value.GetProperty("type").GetString();
                if (type == "Project")
                    continue;
                Assert.True(Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length == 64, $"{file}: {package.Name} has no SHA-512.");
                if (type == "Direct" && (own.TryGetValue(package.Name, out var version) || versions.TryGetValue(package.Name, out version)))
                    Assert.True(version == package.Value.GetProperty("resolved").GetString(), $"{file}: {package.Name} is not {version}, as its project or Directory.Packages.props says.");
            }
        }
    }
}
