using System.Reflection;
using Crossbar.Build.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crossbar.Build.Generators.Tests;

public sealed class LabelEnumTests
{
    [Theory]
    [InlineData("airplane", "Airplane")]
    [InlineData("great white shark, Carcharodon carcharias", "GreatWhiteSharkCarcharodonCarcharias")]
    [InlineData("T-shirt/top", "TShirtTop")]
    [InlineData("dog_2", "Dog2")]
    [InlineData("9", "_9")]
    [InlineData("2nd floor", "_2ndFloor")]
    [InlineData("class", "Class")]
    [InlineData("éclair", "Éclair")]
    [InlineData("日本語", "日本語")]
    [InlineData("\u0301a", "A")]
    [InlineData("🦈", "Class0")]
    [InlineData("value__", "Value")]
    [InlineData("\ufffe\uffff", "Class0")]
    [InlineData("\ud800x", "X")]
    public void A_label_becomes_an_identifier(string label, string expected) => Assert.Equal([expected], LabelNames.Of([label]));

    [Fact]
    public void Labels_that_give_the_same_name_are_numbered_and_those_before_keep_theirs()
    {
        string[] labels = ["cat", "Cat", "cat!", "dog", "?", "class 4", "class 4_2"];
        Assert.Equal(["Cat", "Cat_2", "Cat_3", "Dog", "Class4", "Class4_2", "Class42"], LabelNames.Of(labels));
        for (var k = 0; k < labels.Length; k++)
            Assert.Equal(LabelNames.Of(labels).Take(k), LabelNames.Of(labels.Take(k)));
    }

    /// <summary>Whatever characters labels have, the compiler takes the class, without a diagnostic.</summary>
    [Fact]
    public void Any_labels_compile()
    {
        var random = new Random(20261122);
        var characters = "\ufffe\uffff\u202e\u200daZ09_ -./\"'\\<>&{}#@\u0001\u00e9\u0301\u203f\u0665\u4e00\u00a0\u00ad\u0085\u2028\u2029\ud83e\udd88".EnumerateRunes().ToArray();
        var labels = Enumerable.Range(0, 200)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => characters[random.Next(characters.Length)])))
            .ToArray();

        Assert.All(LabelNames.Of(labels), name => Assert.True(SyntaxFacts.IsValidIdentifier(name), name));
        Assert.Equal(labels.Length, LabelNames.Of(labels).Distinct(StringComparer.Ordinal).Count());
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.WithLabels(labels))], GeneratorRun.SmallTables);
        Assert.Empty(run.Reported);
        Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    /// <summary>Names have a limit in metadata, and XML lacks characters; what labels are has no limit.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[assembly: System.CLSCompliant(true)]")]
    public void Labels_of_any_length_and_of_any_characters_are_the_very_strings(string attribute)
    {
        string[] labels =
        [
            new('x', 511), new('x', 512), new('漢', 70_000), "漢" + new string('漢', 69_999), string.Concat(Enumerable.Repeat("great white ", 1000)), new('9', 3000),
            "\ufffe", "\uffff", "a\ufffeb\uffff", "\ud800", "\udc00x", "x\udbff", "\udc00\ud800", "\U0001fffe", "-->", "<!--", "]]>", "*/ /*", "\t", "a\nb", "\r\n", "\0", "\u202eevil\u2066", "\ufeff",
            "👨\u200d👩", "\\u0041", "{0}", "ToString", "Equals", "GetHashCode", "GetType", "Finalize", "MemberwiseClone", "HasFlag", "CompareTo", "Label", "LabelOf", "Labels",
            "Default", "Network", "InputShape", "CreateDesign", "Tables", "SmallCrossbar", "value__", "System", "Crossbar", "record", "file", "extension", "field", "class",
        ];
        var manifest = new ManifestText("M.manifest", ManifestText.WithLabels(labels));
        foreach (var language in GeneratorRun.Languages)
        {
            var run = new GeneratorRun(language).With([manifest], GeneratorRun.SmallTables, attribute);
            Assert.Empty(run.Reported);
            Assert.Empty(run.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
        }

        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var emitted = new GeneratorRun(LanguageVersion.CSharp9).With([manifest], GeneratorRun.SmallTables, attribute).Output.Emit(image, xmlDocumentationStream: documentation);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity != DiagnosticSeverity.Hidden));
        var type = Assembly.Load(image.ToArray()).GetType("Demo.Nets.SmallCrossbar", throwOnError: true)!;
        Assert.Equal(labels, (IReadOnlyList<string>)type.GetProperty("Labels")!.GetValue(null)!);
        Assert.Equal(LabelNames.Of(labels), Enum.GetNames(type.GetNestedType("Label")!));
        documentation.Position = 0;
        Assert.Contains("a\\uFFFEb\\uFFFF", System.Xml.Linq.XDocument.Load(documentation).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_classification_has_the_label_of_its_index()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small)], GeneratorRun.SmallTables);
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        var type = Assembly.Load(image.ToArray()).GetType("Demo.Nets.SmallCrossbar", throwOnError: true)!;

        var label = type.GetMethod("LabelOf")!.Invoke(null, [new Crossbar.Runtime.Classification(1, "dog \"Rex\"", 2, 0.9f)])!;

        Assert.Equal("DogRex", label.ToString());
        Assert.Equal(["Cat", "DogRex"], Enum.GetNames(label.GetType()));
        Assert.Equal([0, 1], Enum.GetValuesAsUnderlyingType(label.GetType()).Cast<int>());
    }

    [Fact]
    public void A_network_without_labels_has_no_enum() =>
        Assert.Empty(new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Least)]).Output.GetTypeByMetadataName("LeastCrossbar")!.GetTypeMembers());
}
