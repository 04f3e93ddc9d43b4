using Crossbar.Walls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Tests.Walls;

public sealed class WallAnalyzerTests
{
    private const string Low = "namespace Crossbar.Low { public class Stone { public int Weight; public static Stone operator +(Stone a, Stone b) => a; } }";

    [Fact]
    public async Task What_the_plan_allows_compiles() =>
        Assert.Empty(await On("Low:\nHigh: Low", Low, "namespace Crossbar.High { class Wall { Low.Stone First = new(); int Weight => First.Weight; } }"));

    [Theory]
    [InlineData("class Wall { Low.Stone First = null!; }", "Stone")]
    [InlineData("class Wall { object First = new System.Collections.Generic.List<Low.Stone>(); }", "Stone")]
    [InlineData("class Wall : Low.Stone;", "Stone")]
    [InlineData("class Wall { string First = nameof(Low.Stone); }", "Stone")]
    [InlineData("class Wall { int Of(Middle.Arch arch) => arch.Key.Weight; }", "Weight")]
    public async Task A_type_or_member_behind_a_wall_is_an_error(string code, string name)
    {
        var found = Assert.Single(await On(
            "Low:\nMiddle: Low\nHigh: Middle", Low, "namespace Crossbar.Middle { public class Arch { public Low.Stone Key = new(); } }", $"namespace Crossbar.High {{ {code} }}"));
        Assert.Equal(WallDiagnostics.Forbidden, found.Descriptor);
        Assert.Equal($"Crossbar.High may not see {name} of Crossbar.Low: move one of them, or draw the arrow in walls.txt if the stages allow it", found.GetMessage());
    }

    [Fact]
    public async Task An_alias_hides_nothing() => Assert.Single(await On(
        "Low:\nHigh:", Low, "using Brick = Crossbar.Low.Stone;\nnamespace Crossbar.High { class Wall { Brick? First; } }"));

    [Fact]
    public async Task Documentation_imports_and_var_may_pass() => Assert.Empty(await On(
        "Low:\nMiddle: Low\nHigh: Middle",
        Low,
        "namespace Crossbar.Middle { public class Arch { public Low.Stone Key = new(); } }",
        "using Crossbar.Low;\nnamespace Crossbar.High { /// <summary>See <see cref=\"Stone\"/>.</summary>\npublic class Wall { object Of(Middle.Arch arch) { var key = arch.Key; return key; } } }"));

    [Fact]
    public async Task A_type_in_braces_belongs_to_its_room_and_not_to_its_namespace()
    {
        const string Plan = "Stones {Low.Stone}:\nHigh: Stones\nLow: High";
        Assert.Empty(await On(Plan, Low, "namespace Crossbar.High { class Wall { Low.Stone First = new(); } }", "namespace Crossbar.Low { class Tower { High.Wall? Wall; } }"));
        var found = Assert.Single(await On(Plan, Low, "namespace Crossbar.Low { class Tower { Stone? First; } }"));
        Assert.StartsWith("Crossbar.Low may not see Stone of Crossbar.Stones", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_without_a_line_is_an_error()
    {
        var found = Assert.Single(await On("High:", Low));
        Assert.Equal(WallDiagnostics.Unknown, found.Descriptor);
    }

    [Fact]
    public async Task A_fault_of_the_plan_is_an_error_in_its_file()
    {
        var found = Assert.Single(await On("High: Low\nLow: High", Low));
        Assert.Equal(WallDiagnostics.Plan, found.Descriptor);
        Assert.Equal("walls.txt", found.Location.GetLineSpan().Path);
        Assert.Equal(0, found.Location.GetLineSpan().StartLinePosition.Line);
    }

    private static async Task<IReadOnlyList<Diagnostic>> On(string plan, params string[] sources)
    {
        var compilation = CSharpCompilation.Create(
            "House",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Diagnose))),
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers([new WallAnalyzer()], new AnalyzerOptions([new ManifestText("walls.txt", plan)])).GetAnalyzerDiagnosticsAsync();
    }
}
