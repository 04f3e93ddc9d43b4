using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class PackageContentTests
{
    // In a list, all pages that there are: each message's has a test of its own.
    private const string Pages = "docs/diagnostics/*.md";

    [Theory]
    [InlineData("Crossbar.Build", "nupkg")]
    [InlineData("Crossbar.Runtime", "nupkg")]
    [InlineData("Crossbar.Runtime", "snupkg")]
    [InlineData("Crossbar.Templates", "nupkg")]
    [InlineData("Crossbar.Tool", "nupkg")]
    public void A_package_has_the_files_that_its_list_says_and_no_others(string id, string kind)
    {
        var list = File.ReadAllLines(Repository.At("tests", "Crossbar.EndToEnd.Tests", "PackageContents", $"{id}.{kind}.txt"));
        var expected = list.Where(entry => entry != Pages);
        if (list.Contains(Pages))
            expected = expected.Concat(Directory.GetFiles(Repository.At("docs", "diagnostics")).Select(page => "docs/diagnostics/" + Path.GetFileName(page)));

        // Packed where npm was missing: in CI it is not.
        if (!Oracles.Required && !Packages.HaveReportPage)
            expected = expected.Where(entry => !entry.EndsWith("/Crossbar.Report.html", StringComparison.Ordinal));

        using var package = Open(id, kind);
        Assert.Equal(expected.Order(StringComparer.Ordinal), package.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_are_no_other_packages() => Assert.Equal(
        Directory.GetFiles(Repository.At("tests", "Crossbar.EndToEnd.Tests", "PackageContents"), "*.txt")
            .Select(list => Path.GetFileNameWithoutExtension(list))
            .Select(name => $"{Path.GetFileNameWithoutExtension(name)}.{Packages.Version}{Path.GetExtension(name)}")
            .Order(StringComparer.Ordinal),
        Directory.GetFiles(Packages.Folder, "*nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Crossbar.Build")]
    [InlineData("Crossbar.Runtime")]
    [InlineData("Crossbar.Tool")]
    public void Every_assembly_of_ours_has_the_version_of_its_package(string id)
    {
        using var package = Open(id, "nupkg");
        var assemblies = package.Entries.Where(entry => Path.GetFileName(entry.FullName) is var name && name.EndsWith(".dll", StringComparison.Ordinal)
            && name.StartsWith("crossbar", StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, entry =>
        {
            using var folder = new TemporaryFolder();
            var file = folder[entry.Name];
            entry.ExtractToFile(file);
            Assert.Equal(Packages.Version, FileVersionInfo.GetVersionInfo(file).ProductVersion);
        });
    }

    [Fact]
    public void The_runtime_depends_on_nothing() =>
        Assert.DoesNotContain(Nuspec("Crossbar.Runtime").Descendants(), element => element.Name.LocalName == "dependency");

    [Fact]
    public void The_runtimes_symbols_have_its_sources_inside()
    {
        using var package = Open("Crossbar.Runtime", "snupkg");
        using var buffer = new MemoryStream();
        using (var stream = package.GetEntry("lib/net8.0/Crossbar.Runtime.pdb")!.Open())
            stream.CopyTo(buffer);
        buffer.Position = 0;
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(buffer);
        var reader = symbols.GetMetadataReader();
        // The kind of custom debug information that holds a source file, by the format of portable PDBs.
        var embedded = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

        Assert.All(reader.Documents, document => Assert.Contains(
            reader.GetCustomDebugInformation(document), handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind) == embedded));
    }

    [Fact]
    public void The_build_package_demands_a_runtime_from_its_own_version_to_the_next_that_may_break_and_lets_it_reach_the_compiler()
    {
        var nuspec = Nuspec("Crossbar.Build");

        var dependency = Assert.Single(nuspec.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("Crossbar.Runtime", dependency.Attribute("id")!.Value);
        Assert.Equal($"[{Packages.Version}, 0.2.0-0)", dependency.Attribute("version")!.Value);
        Assert.DoesNotContain("Compile", dependency.Attribute("exclude")?.Value ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(nuspec.Descendants(), element => element.Name.LocalName == "developmentDependency" && element.Value == "true");
    }

    private static XDocument Nuspec(string id)
    {
        using var package = Open(id, "nupkg");
        using var stream = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(stream);
    }

    // The rest is the container's own.
    private static bool IsContent(string entry) => entry is not ("[Content_Types].xml" or "_rels/.rels") && !entry.StartsWith("package/", StringComparison.Ordinal);

    private static ZipArchive Open(string id, string kind) => ZipFile.OpenRead(Path.Combine(Packages.Folder, $"{id}.{Packages.Version}.{kind}"));
}
