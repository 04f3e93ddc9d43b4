using System.Reflection;
using Crossbar.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators.Tests;

public sealed class GeneratedApiTests
{
    [Theory]
    [InlineData("Small", ManifestText.Small)]
    [InlineData("Least", ManifestText.Least)]
    public void The_text_is_the_reviewed_one(string name, string manifest)
    {
        var text = new GeneratorRun().With([new ManifestText("M.manifest", manifest)]).Result.GeneratedSources.Single().SourceText.ToString();

        var file = Repository.At("tests", "Crossbar.Build.Generators.Tests", "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("CROSSBAR_ACCEPT_SNAPSHOTS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void Both_halves_compile_without_any_diagnostic()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables);

        Assert.Empty(run.Reported);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    [Fact]
    public void Every_public_member_has_a_doc_comment_that_is_well_formed()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables);

        var type = run.Output.GetTypeByMetadataName("Demo.Nets.SmallCrossbar")!;
        var members = type.GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsImplicitlyDeclared
            && m is not IMethodSymbol { MethodKind: MethodKind.PropertyGet }).Append(type);
        Assert.All(members, member => Assert.Contains("<summary>", member.GetDocumentationCommentXml(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ManifestText.Small, true)]
    [InlineData(ManifestText.Least, false)]
    public void Byte_overloads_are_there_only_where_the_manifest_says_so(string manifest, bool expected)
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", manifest)]);

        var type = run.Output.GetSymbolsWithName(name => name.EndsWith("Crossbar", StringComparison.Ordinal), SymbolFilter.Type).Cast<INamedTypeSymbol>().Single();
        foreach (var name in (string[])["Classify", "Predict"])
        {
            var takesBytes = type.GetMembers(name).Cast<IMethodSymbol>().Any(m => m.Parameters[0].Type.ToDisplayString() == "System.ReadOnlySpan<byte>");
            Assert.Equal(expected, takesBytes);
        }
    }

    [Fact]
    public void The_class_tells_the_facts_of_its_manifest_when_it_runs()
    {
        var type = LoadSmall();

        Assert.Equal(12, type.GetField("InputLength")!.GetRawConstantValue());
        Assert.Equal(2, type.GetField("ClassCount")!.GetRawConstantValue());
        Assert.Equal(["cat", "dog \"Rex\""], (IReadOnlyList<string>)type.GetProperty("Labels")!.GetValue(null)!);
        Assert.Equal(new Crossbar.Runtime.Layers.TensorShape(3, 2, 2), type.GetProperty("InputShape")!.GetValue(null));
    }

    [Fact]
    public void Many_threads_get_the_same_default_chip()
    {
        var property = LoadSmall().GetProperty("Default")!;

        var chips = new object?[16];
        Parallel.For(0, chips.Length, k => chips[k] = property.GetValue(null));

        Assert.NotNull(chips[0]);
        Assert.All(chips, chip => Assert.Same(chips[0], chip));
    }

    [Fact]
    public void An_own_chip_is_made_from_the_compiled_design_with_the_given_options()
    {
        var options = new Crossbar.Runtime.CrossbarOptions { AdcBits = 6, Seed = 7 };

        var chip = Activator.CreateInstance(LoadSmall(), options)!;

        var network = (Crossbar.Runtime.CrossbarNetwork)chip.GetType().GetProperty("Network")!.GetValue(chip)!;
        Assert.Equal(options, network.Options);
        Assert.Equal(12, network.Design.InputShape.Length);
    }

    [Fact]
    public void Names_that_are_keywords_still_compile()
    {
        var manifest = ManifestText.Least.Replace("LeastCrossbar", "checked", StringComparison.Ordinal).Replace("namespace\t", "namespace\tDemo.event", StringComparison.Ordinal);
        const string Tables = "namespace Demo.@event { partial class @checked { private static Crossbar.Runtime.NetworkDesign CreateDesign() => null!; } }";

        var run = new GeneratorRun().With([new ManifestText("M.manifest", manifest)], Tables);

        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    private static Type LoadSmall()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        return Assembly.Load(image.ToArray()).GetType("Demo.Nets.SmallCrossbar", throwOnError: true)!;
    }
}
