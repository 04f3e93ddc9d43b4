using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Tests;

/// <summary>Runs the generator as the compiler does, with manifests and sources from memory.</summary>
internal sealed class GeneratorRun
{
    /// <summary>The half that the tool writes, for a class of <see cref="ManifestText"/>.</summary>
    public const string SmallTables = """
        #pragma warning disable
        namespace Demo.Nets
        {
            partial class SmallCrossbar
            {
                private static global::Crossbar.Runtime.NetworkDesign CreateDesign() => new global::Crossbar.Runtime.NetworkDesign
                {
                    InputShape = new global::Crossbar.Runtime.Layers.TensorShape(new int[] { 3, 2, 2 }),
                    Layers = System.Collections.Immutable.ImmutableArray.Create<global::Crossbar.Runtime.Layers.Layer>(
                        new global::Crossbar.Runtime.Layers.Reshape { Name = "flat", Inputs = System.Collections.Immutable.ImmutableArray.Create(0), OutputShape = new global::Crossbar.Runtime.Layers.TensorShape(new int[] { 12 }) }),
                };
            }
        }
        """;

    /// <summary>The versions of the language that generated code must do with: C# 9 and all later ones.</summary>
    public static IEnumerable<LanguageVersion> Languages { get; } =
        Enum.GetValues<LanguageVersion>().Where(language => language is >= LanguageVersion.CSharp9 and not LanguageVersion.LatestMajor);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.Immutable.dll"
                or "System.Collections.dll" or "System.Memory.dll" or "System.Threading.dll" or "System.Diagnostics.Tools.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(Crossbar.Runtime.CrossbarNetwork).Assembly.Location),
    ];

    // As in an editor, a file that nobody changed is the same tree in the next run.
    private readonly Dictionary<string, SyntaxTree> _trees = [];

    private readonly CSharpParseOptions _parseOptions;
    private GeneratorDriver _driver;

    /// <summary>A compiler of a version of the language: by default of what a project for net8.0 has without saying anything.</summary>
    public GeneratorRun(LanguageVersion language = LanguageVersion.CSharp12)
    {
        _parseOptions = CSharpParseOptions.Default.WithLanguageVersion(language).WithDocumentationMode(DocumentationMode.Diagnose);
        _driver = CSharpGeneratorDriver.Create(
            [new CrossbarGenerator().AsSourceGenerator()],
            parseOptions: _parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>The compilation with what was generated.</summary>
    public Compilation Output { get; private set; } = null!;

    /// <summary>What the generator itself reported.</summary>
    public ImmutableArray<Diagnostic> Reported { get; private set; }

    /// <summary>The last run's steps and sources.</summary>
    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>Whether an editor asks.</summary>
    public bool IsDesignTime { get; init; }

    /// <summary>Runs, again if need be, with these files.</summary>
    public GeneratorRun With(IEnumerable<AdditionalText> manifests, params string[] sources)
    {
        var files = manifests.ToImmutableArray();
        var compilation = CSharpCompilation.Create(
            "Consumer",
            sources.Select(Parse),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = _driver.ReplaceAdditionalTexts(files).WithUpdatedAnalyzerConfigOptions(new MarkedFiles(IsDesignTime));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);
        Output = output;
        Reported = reported;
        return this;
    }

    private SyntaxTree Parse(string source)
    {
        if (!_trees.TryGetValue(source, out var tree))
            _trees.Add(source, tree = CSharpSyntaxTree.ParseText(source, _parseOptions));
        return tree;
    }

    // Files named *.manifest have the metadata that the targets give them.
    private sealed class MarkedFiles(bool isDesignTime) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options(isDesignTime ? "build_property.DesignTimeBuild" : null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Options(textFile.Path.EndsWith(".manifest", StringComparison.Ordinal) ? "build_metadata.AdditionalFiles.CrossbarManifest" : null);
    }

    private sealed class Options(string? set) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = set is not null && key == set ? "true" : null;
            return value is not null;
        }
    }
}
