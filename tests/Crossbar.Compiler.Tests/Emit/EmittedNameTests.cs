using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Loading;
using Microsoft.CodeAnalysis.CSharp;

namespace Crossbar.Compiler.Tests.Emit;

/// <summary>Names from outside in an emitted class: of models, layers, labels, classes and namespaces.</summary>
public sealed class EmittedNameTests : EmittedClass
{
    internal const string HostileName = "a\"b\\c\n}/* \u2028 {0} é漢🙂 */ // \u0085\t\r\nclass X { }";

    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void Hostile_names_stay_names(string tables)
    {
        var model = Model(HostileName);
        var labels = Folder.Write("labels.txt", System.Text.Encoding.UTF8.GetBytes("\"quoted\"\nback\\slash {0} */\né漢🙂 // \u2028\n"));
        var request = Request(model, ("Tables", tables), ("ClassName", "TestNet"), ("Labels", labels));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var design = assembly.CreateDesign("TestNet");
        AssertSameNetwork(InMemory(request), design);
        Assert.Equal(["\"quoted\"", "back\\slash {0} */", "é漢🙂 //"], design.Labels.ToArray());
        Assert.Contains(design.Layers, layer => layer.Name == HostileName);
    }

    [UnixFact]
    public void A_hostile_file_name_stays_in_the_comment()
    {
        var path = Folder.Write("a\nclass {\u2028 b.onnx", Model().ToBytes());
        ModelCompiler.Compile(new CompilationRequest(path, [("ClassName", "TestNet")], null, null), Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        Assert.NotNull(assembly.CreateDesign("TestNet"));
    }


    /// <summary>Every keyword of the compiler, whatever language it is of, is a class and a part of a namespace in the oldest and in the newest.</summary>
    [Fact]
    public void Every_keyword_names_a_class_and_a_namespace()
    {
        var design = new NetworkDesign
        {
            InputShape = new TensorShape(1),
            Layers = [new Relu { Name = "relu", Inputs = [0], OutputShape = new TensorShape(1) }],
        };
        var keywords = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["dynamic", "nint", "nuint", "lowercase", "_", "__x"]).Distinct().ToArray();
        Assert.True(keywords.Length > 110);
        Assert.All(keywords, keyword =>
        {
            var request = ModelLoader.Load(Request(Model(), ("ClassName", keyword), ("Namespace", $"Demo.{keyword}")), new DiagnosticBag());
            var source = ClassEmitter.Emit(request.ClassName, request.Namespace, "m.onnx", new CompiledNetwork(design, design.Hardware, []), TableBlob.Pack([]), asResource: true);
            foreach (var language in (LanguageVersion[])[LanguageVersion.CSharp9, LanguageVersion.Preview])
                GeneratedAssembly.Compile(source, language: language).Dispose();
        });
    }

    // Names of the namespaces that the class itself uses, and of members of object.
    [Theory]
    [InlineData("Crossbar")]
    [InlineData("System")]
    [InlineData("Runtime")]
    [InlineData("ToString")]
    [InlineData("record")]
    public void A_class_name_hides_nothing_that_the_class_needs(string className)
    {
        ModelCompiler.Compile(Request(Model(), ("ClassName", className), ("Namespace", "Demo")), Folder.Path, new DiagnosticBag());
        using var assembly = Load(className);
        Assert.NotNull(assembly.CreateDesign($"Demo.{className}"));
    }

    [Theory]
    [InlineData("Tables")]
    [InlineData("CreateDesign")]
    [InlineData("Classify")]
    [InlineData("CreateLayer12")]
    [InlineData("get_Labels")]
    public void A_class_cannot_be_called_as_one_of_its_members(string className)
    {
        Reported.Only(Descriptors.InvalidValue, () => ModelLoader.Load(Request(Model(), ("ClassName", className)), new DiagnosticBag()));
    }

    /// <summary>Whatever member the compiled half has, private ones and accessors too.</summary>
    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void No_class_is_called_as_a_member_of_the_compiled_half(string tables)
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet")), Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var members = assembly.MembersOf("TestNet");
        Assert.Contains("CreateDesign", members);
        Assert.All(members, member => Reported.Only(
            Descriptors.InvalidValue, () => ModelLoader.Load(Request(Model(), ("ClassName", member)), new DiagnosticBag())));
    }

    [Fact]
    public void A_namespace_is_at_most_as_long_as_metadata_can_hold()
    {
        var longest = string.Join(".", Enumerable.Repeat(new string('N', 124), 8)) + "N";
        Assert.Equal(1000, longest.Length);
        ModelCompiler.Compile(Request(Model(), ("ClassName", "TestNet"), ("Namespace", longest)), Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        Assert.NotNull(assembly.CreateDesign($"{longest}.TestNet"));
        Assert.Throws<CompilationException>(() => ModelLoader.Load(Request(Model(), ("Namespace", longest + "N")), new DiagnosticBag()));
    }
}
