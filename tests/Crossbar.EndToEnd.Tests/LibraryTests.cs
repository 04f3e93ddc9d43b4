using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Libraries with models, as projects and as packages, in the programs that use them.</summary>
public sealed class LibraryTests : IDisposable
{
    private const string Model = """<CrossbarModel Include="../App/tiny.onnx" CalibrationData="../App/images.npy" """;
    private static readonly string Range = $"[{Packages.Version}, 0.2.0-0)";

    // The program; its project file is written by the tests.
    private readonly ConsumerProject _app = new(items: "", program: """
        System.Console.WriteLine($"class {Lib.TinyCrossbar.Classify(new float[] { 0, 1, 0, 0 }).Index}");
        """);

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Two_libraries_whose_classes_have_one_name_meet_in_a_program_and_each_keeps_its_own_netlists()
    {
        Library("One", ConsumerProject.Reference + Model + "/>", frameworks: "net10.0");
        Library("Two", ConsumerProject.Reference + Model + """AdcBits="4" WireResistance="5" />""", frameworks: "net10.0");
        Program("""<ProjectReference Include="../One/One.csproj" /><ProjectReference Include="../Two/Two.csproj" />""");
        _app.Write("Program.cs", "System.Console.WriteLine(One.TinyCrossbar.Classify(new float[4]).Score + Two.TinyCrossbar.Classify(new float[4]).Score);");

        _app.DotNet("publish", "-o", _app.At("out")).Succeeded();

        Assert.DoesNotContain(_app.FilesIn("bin").Concat(_app.FilesIn("out")), file => file.Contains("netlists", StringComparison.Ordinal));
        Assert.NotEqual(Parameters("One"), Parameters("Two"));

        // Where they are asked for, both are there, in the program's output as in what is published.
        _app.DotNet("publish", "-o", _app.At("with"), "-p:CrossbarPublishNetlists=true").Succeeded();
        Assert.All(
            from folder in (string[])["with", "bin/Release/net10.0"] from library in (string[])["One", "Two"] select (folder, library),
            copy => Assert.Equal(Parameters(copy.library), File.ReadAllText(_app.At(copy.folder, "netlists", copy.library + ".TinyCrossbar", "parameters.inc"))));

        string Parameters(string library) =>
            File.ReadAllText(_app.At("..", library, "bin", "Release", "net10.0", "netlists", library + ".TinyCrossbar", "parameters.inc"));
    }

    [Fact]
    public void A_packed_library_depends_on_the_runtime_alone_for_each_framework_that_has_one() => AssertPacked("", "", "netstandard2.0;net10.0", 1);

    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("", "", "net8.0;net10.0", 2)]
    [InlineData(""" PrivateAssets="all" """, "CBX1041", "net8.0;net10.0", 2)]
    public void So_does_one_of_several_and_one_that_keeps_the_package_to_itself(string assets, string warning, string frameworks, int dependencies) =>
        AssertPacked(assets, warning, frameworks, dependencies);

    private void AssertPacked(string assets, string warning, string frameworks, int dependencies)
    {
        var model = Model + """Condition="'$(TargetFramework)' != 'netstandard2.0'" />""";
        Library("Lib", ConsumerProject.Reference.Replace("/>", assets + "/>", StringComparison.Ordinal) + model, "<LangVersion>latest</LangVersion>", frameworks);

        var build = _app.DotNet("build", Lib, "-c", "Release").Succeeded();
        // Also where the package is made of what was built before.
        _app.DotNet("pack", Lib, "--no-build", "-o", _app.At("feed")).Succeeded();

        Assert.Equal(warning.Length > 0 ? [(warning, Path.GetFullPath(Lib))] : [], build.Warnings.Select(w => (w.Code, w.File)).Distinct());
        Assert.Equal(Enumerable.Repeat(("Crossbar.Runtime", Range), dependencies), Dependencies().Where(dependency => dependency.Id != "NETStandard.Library"));
        AssertConsumerRuns($"""<PackageReference Include="Lib" Version="1.0.0-a" />""");
    }

    [Fact]
    public void A_library_of_centrally_managed_versions_that_packs_whenever_it_is_built_depends_on_the_runtime_alone()
    {
        File.WriteAllText(_app.At("..", "Directory.Packages.props"), $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled></PropertyGroup>
              <ItemGroup><PackageVersion Include="Crossbar.Build" Version="{Packages.Version}" /><PackageVersion Include="Crossbar.Runtime" Version="{Packages.Version}" /></ItemGroup>
            </Project>
            """);
        Library("Lib", """<PackageReference Include="Crossbar.Build" />""" + Model + "/>", $"<GeneratePackageOnBuild>true</GeneratePackageOnBuild><PackageOutputPath>{_app.At("feed")}</PackageOutputPath>", "net10.0");

        // A rebuild cleans, for which NuGet's targets look at the same properties, before it packs.
        _app.DotNet("build", Lib, "-t:Rebuild").Succeeded();

        Assert.Equal([("Crossbar.Runtime", Range)], Dependencies());
    }

    [Fact]
    public void A_library_with_a_reference_to_the_runtime_of_its_own_is_packed_with_that() => AssertOwnReference("net10.0", 1);

    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void So_is_one_of_several_frameworks() => AssertOwnReference("net8.0;net10.0", 2);

    private void AssertOwnReference(string frameworks, int dependencies)
    {
        var own = $"""<PackageReference Include="Crossbar.Runtime" Version="{Packages.Version}" />""";
        Library("Lib", ConsumerProject.Reference.Replace("/>", """ PrivateAssets="all" IncludeAssets="build;analyzers" />""", StringComparison.Ordinal) + own + Model + "/>", frameworks: frameworks);

        Assert.Empty(_app.DotNet("pack", Lib, "-o", _app.At("feed")).Succeeded().Warnings);

        Assert.Equal(Enumerable.Repeat(("Crossbar.Runtime", Packages.Version), dependencies), Dependencies());
        AssertConsumerRuns("""<ProjectReference Include="../Lib/Lib.csproj" />""");
    }

    [Fact]
    public void A_model_in_a_project_that_only_references_a_library_is_an_error_for_which_an_editor_does_not_lose_its_completion()
    {
        Library("Lib", ConsumerProject.Reference + Model + "/>", frameworks: "net10.0");
        Program("""<ProjectReference Include="../Lib/Lib.csproj" /><CrossbarModel Include="tiny.onnx" />""");

        var run = _app.Build();

        Assert.Equal(("CBX0048", _app.ProjectFile), Assert.Single(run.Errors.Select(error => (error.Code, error.File))));
        _app.DotNet("msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildProjectReferences=false").Succeeded();
    }

    // What a tool writes for a package that is for the build alone.
    [Fact]
    public void A_reference_that_keeps_the_runtime_from_the_compiler_is_one_error()
    {
        Library("Lib", ConsumerProject.Reference.Replace("/>", """ PrivateAssets="all" IncludeAssets="runtime; build; analyzers; buildtransitive" />""", StringComparison.Ordinal) + Model + "/>", frameworks: "net10.0");

        var run = _app.DotNet("build", Lib);

        Assert.Equal("CBX0049", Assert.Single(run.Errors).Code);
        Assert.Equal(0, run.Compiles);
    }

    private string Lib => _app.At("..", "Lib", "Lib.csproj");

    private void Library(string name, string items, string properties = "", string frameworks = "net8.0;net10.0")
    {
        var folder = Directory.CreateDirectory(_app.At("..", name)).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), ConsumerProject.ProjectText(frameworks, "<Version>1.0.0-a</Version>" + properties, items));
    }

    private void Program(string items)
    {
        Directory.CreateDirectory(_app.At("feed"));
        File.WriteAllText(_app.At("..", "nuget.config"), Packages.NuGetConfig(_app.At("feed")));
        // A cache of this test's own: the library's version has been another library elsewhere.
        _app.Write("App.csproj", ConsumerProject.ProjectText("net10.0", $"<OutputType>Exe</OutputType><RestorePackagesPath>{_app.At("cache")}</RestorePackagesPath>", items));
    }

    private IEnumerable<(string Id, string Range)> Dependencies()
    {
        using var package = ZipFile.OpenRead(_app.At("feed", "Lib.1.0.0-a.nupkg"));
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.EndsWith(".cir", StringComparison.Ordinal));
        using var stream = package.GetEntry("Lib.nuspec")!.Open();
        return [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value))];
    }

    // It has the runtime; the C# compiler gets nothing of ours but that.
    private void AssertConsumerRuns(string reference)
    {
        Program(reference);
        Assert.Contains("class 1", _app.DotNet("run").Succeeded().Output, StringComparison.Ordinal);
        if (reference.Contains("PackageReference", StringComparison.Ordinal))
            Assert.DoesNotContain("Crossbar.Build", File.ReadAllText(_app.At("obj", "project.assets.json")), StringComparison.Ordinal);
        var query = _app.DotNet("msbuild", "-t:ResolvePackageAssets;ResolveAssemblyReferences", "-getItem:Analyzer", "-getItem:ReferencePath", "-p:BuildProjectReferences=false").Succeeded();
        using var json = JsonDocument.Parse(query.Output[query.Output.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.DoesNotContain("Crossbar", Names(json, "Analyzer"), StringComparison.Ordinal);
        Assert.Contains("Crossbar.Runtime", Names(json, "ReferencePath"), StringComparison.Ordinal);
    }

    private static string Names(JsonDocument json, string type) =>
        string.Join(' ', json.RootElement.GetProperty("Items").GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Filename").GetString()));
}
