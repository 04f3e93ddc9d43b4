using System.Reflection;
using Crossbar.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crossbar.Build.Generators.Tests;

public sealed class GeneratedApiTests
{
    [Theory]
    [InlineData("Small", ManifestText.Small)]
    [InlineData("Least", ManifestText.Least)]
    public void The_text_is_the_reviewed_one(string name, string manifest)
    {
        var text = new GeneratorRun().With([new ManifestText("M.manifest", manifest)]).Result.GeneratedSources.Single().SourceText.ToString()
            .Replace(ProductVersion.Text, "{version}", StringComparison.Ordinal);

        var file = Repository.At("tests", "Crossbar.Build.Generators.Tests", "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("CROSSBAR_ACCEPT_SNAPSHOTS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    /// <summary>In every language, and where the user's assembly keeps to the Common Language Specification or says nothing of it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[assembly: System.CLSCompliant(true)]")]
    public void Both_halves_compile_without_any_diagnostic(string attribute)
    {
        // Names that differ by case alone or begin with an underscore.
        var manifest = ManifestText.WithLabels(["cat", "CAT", "9"]).Replace("SmallCrossbar", "_2ndCrossbar", StringComparison.Ordinal);
        Assert.True(GeneratorRun.Languages.Count() >= 7);
        foreach (var language in GeneratorRun.Languages)
        {
            AssertClean(new GeneratorRun(language).With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables, attribute));
            AssertClean(new GeneratorRun(language).With(
                [new ManifestText("M.manifest", manifest)], GeneratorRun.SmallTables.Replace("SmallCrossbar", "_2ndCrossbar", StringComparison.Ordinal), attribute));
        }
    }

    // A compiler that is older than what the generator was built against does not run it.
    [Fact]
    public void The_generator_needs_no_newer_compiler_than_the_build_asks_for() =>
        // Ground.NeededCompiler of the tasks and the text of CBX0100 say the same.
        Assert.All(
            typeof(CrossbarGenerator).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            name => Assert.Equal(new Version(4, 8, 0, 0), name.Version));

    [Fact]
    public void The_version_is_that_of_the_assembly()
    {
        var text = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)]).Result.GeneratedSources.Single().SourceText.ToString();

        Assert.Contains($"Written by Crossbar.Build {ProductVersion.Text} from", text, StringComparison.Ordinal);
        Assert.Contains($"GeneratedCode(\"Crossbar.Build\", \"{ProductVersion.Text}\")", text, StringComparison.Ordinal);
        Assert.DoesNotContain('+', ProductVersion.Text);
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

    /// <summary>Every keyword of the compiler, whatever language it is of, is a class and a part of a namespace in the oldest and in the newest.</summary>
    [Fact]
    public void Names_that_are_keywords_compile_without_any_diagnostic()
    {
        var keywords = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["dynamic", "nint", "nuint", "lowercase", "_", "__x"]).Distinct().ToArray();
        Assert.True(keywords.Length > 110);
        foreach (var language in (LanguageVersion[])[LanguageVersion.CSharp9, LanguageVersion.Preview])
        {
            // All in one compilation: each in a namespace of its own, which has its name too.
            AssertClean(new GeneratorRun(language).With(
                keywords.Select((keyword, k) => new ManifestText($"M{k}.manifest", ManifestText.Small
                    .Replace("SmallCrossbar", keyword, StringComparison.Ordinal).Replace("Demo.Nets", $"Demo{k}.{keyword}", StringComparison.Ordinal))),
                [.. keywords.Select((keyword, k) => GeneratorRun.SmallTables
                    .Replace("SmallCrossbar", "@" + keyword, StringComparison.Ordinal).Replace("Demo.Nets", $"Demo{k}.@{keyword}", StringComparison.Ordinal))]));
        }
    }

    // No class can be called as one of its members: those that the compiler's CSharpName refuses.
    [Fact]
    public void The_members_are_those_that_no_class_can_be_called_as() => Assert.Equal(
        [
            "ClassCount", "Classify", "ClassifyBatch", "CreateDesign", "Default", "DefaultChip", "InputLength", "InputShape", "Label", "LabelOf", "Labels", "Network",
            "Predict", "PredictBatch", "get_Default", "get_InputShape", "get_Labels", "get_Network",
        ],
        LoadSmall().GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(member => member.Name).Where(name => name[0] is not ('.' or '<')).Distinct().Order(StringComparer.Ordinal));

    private static void AssertClean(GeneratorRun run)
    {
        Assert.Empty(run.Reported);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    private static Type LoadSmall()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        return Assembly.Load(image.ToArray()).GetType("Demo.Nets.SmallCrossbar", throwOnError: true)!;
    }
}
