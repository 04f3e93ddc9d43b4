using System.Text.RegularExpressions;
using Crossbar.Tests.Support;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

public sealed class DefaultPropertiesTests : IDisposable
{
    private readonly TemporaryFolder _project = new();
    private readonly RecordingBuildEngine _engine = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_known_properties_are_those_that_the_shipped_files_read()
    {
        var text = string.Concat(Directory.GetFiles(Repository.At("build"), "Crossbar.Build.*").Select(File.ReadAllText));
        var read = Regex.Matches(text, @"\$\((Crossbar\w+)\)").Select(match => match.Groups[1].Value).Distinct();
        Assert.Equal(read.Order(StringComparer.Ordinal), DefaultProperties.All.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("CrossbarAdcBit", "CrossbarAdcBits")]
    [InlineData("CrosbarAdcBits", null)]
    [InlineData("CrossbarWireResistence", "CrossbarWireResistance")]
    [InlineData("crossbarnetlists", "CrossbarNetlist")]
    [InlineData("crossbaradcbits", null)]
    [InlineData("CrossbarVersion", null)]
    [InlineData("CrossbarRepository", null)]
    [InlineData("Crossbar", null)]
    [InlineData("RootNamespace", null)]
    public void Only_what_is_nearly_a_name_is_a_misspelt_one(string name, string? expected) => Assert.Equal(expected, DefaultProperties.Nearest(name));

    [Fact]
    public void A_misspelt_property_is_a_warning_at_its_place_until_it_is_corrected()
    {
        var file = _project.Write("App.csproj", "<Project>\n  <PropertyGroup>\n    <CrossbarDacBit>6</CrossbarDacBit>\n  </PropertyGroup>\n</Project>\n");

        var line = Assert.Single(Prepare(file));

        Assert.Equal((false, TaskMessages.MisspeltProperty.Code, file, 3, 6), (line.IsError, line.Code, line.File, line.Line, line.Column));
        Assert.Contains("'CrossbarDacBits'", line.Message, StringComparison.Ordinal);

        _project.Write("App.csproj", "<Project>\n  <PropertyGroup>\n    <CrossbarDacBits>6</CrossbarDacBits>\n  </PropertyGroup>\n</Project>\n");
        Assert.Empty(Prepare(file));
    }

    [Fact]
    public void Old_project_files_with_a_namespace_are_read_and_items_are_no_properties()
    {
        const string Namespace = "xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"";
        var file = _project.Write(
            "App.csproj", $"<Project {Namespace}><PropertyGroup><CrossbarTable>Source</CrossbarTable></PropertyGroup><ItemGroup><CrossbarTable Include=\"a\" /></ItemGroup></Project>");

        Assert.Single(Prepare(file));
    }

    private IReadOnlyList<DiagnosticLine> Prepare(params string[] files)
    {
        var task = new PrepareCrossbarModels
        {
            BuildEngine = _engine,
            Models = [new TaskItem("A.onnx")],
            ProjectDirectory = _project.Path,
            IntermediateDirectory = "obj",
            PropertyFiles = [.. files, _project["Directory.Build.props"]],
        };
        Assert.True(task.Execute());
        return DiagnosticLine.ReadAll(task.PropertyDiagnostics!);
    }
}
