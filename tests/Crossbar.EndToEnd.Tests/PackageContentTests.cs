using System.IO.Compression;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class PackageContentTests
{
    [Fact]
    public void Crossbar_Build_has_these_files_and_no_others()
    {
        string[] expected =
        [
            "Crossbar.Build.nuspec", "LICENSE", "README.md", "icon.png",
            "analyzers/dotnet/cs/Crossbar.Build.Generators.dll",
            "build/Crossbar.Build.props", "build/Crossbar.Build.targets", "build/Crossbar.Compile.proj", "build/CrossbarModel.xaml",
            "buildMultiTargeting/Crossbar.Build.targets",
            "schemas/chip.schema.json",
            "tasks/netstandard2.0/Crossbar.Build.Tasks.dll",
            "tools/net8.0/any/Crossbar.Compiler.dll", "tools/net8.0/any/Crossbar.Runtime.dll", "tools/net8.0/any/Google.Protobuf.dll",
            "tools/net8.0/any/Spectre.Console.dll", "tools/net8.0/any/System.CommandLine.dll", "tools/net8.0/any/System.Numerics.Tensors.dll",
            "tools/net8.0/any/crossbar.deps.json", "tools/net8.0/any/crossbar.dll", "tools/net8.0/any/crossbar.runtimeconfig.json",
            .. Directory.GetFiles(Repository.At("docs", "diagnostics")).Select(page => "docs/diagnostics/" + Path.GetFileName(page)),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Entries("Crossbar.Build"));
    }

    [Fact]
    public void Crossbar_Runtime_has_both_frameworks_with_documentation_and_no_dependencies()
    {
        string[] expected =
        [
            "Crossbar.Runtime.nuspec", "LICENSE", "README.md", "icon.png",
            "lib/net10.0/Crossbar.Runtime.dll", "lib/net10.0/Crossbar.Runtime.xml", "lib/net8.0/Crossbar.Runtime.dll", "lib/net8.0/Crossbar.Runtime.xml",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Entries("Crossbar.Runtime"));
        Assert.DoesNotContain(Nuspec("Crossbar.Runtime").Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_build_package_demands_the_runtime_of_its_own_version_and_lets_it_reach_the_compiler()
    {
        var nuspec = Nuspec("Crossbar.Build");

        var dependency = Assert.Single(nuspec.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("Crossbar.Runtime", dependency.Attribute("id")!.Value);
        Assert.Equal($"[{Packages.Version}]", dependency.Attribute("version")!.Value);
        Assert.DoesNotContain("Compile", dependency.Attribute("exclude")?.Value ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(nuspec.Descendants(), element => element.Name.LocalName == "developmentDependency" && element.Value == "true");
    }

    private static IEnumerable<string> Entries(string id)
    {
        using var package = Open(id);
        return [.. package.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal)];
    }

    private static XDocument Nuspec(string id)
    {
        using var package = Open(id);
        using var stream = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(stream);
    }

    // The rest is the container's own.
    private static bool IsContent(string entry) => entry is not ("[Content_Types].xml" or "_rels/.rels") && !entry.StartsWith("package/", StringComparison.Ordinal);

    private static ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Packages.Folder, $"{id}.{Packages.Version}.nupkg"));
}
