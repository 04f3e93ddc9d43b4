using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Crossbar.Compiler.Tests.Emit;

/// <summary>An emitted file, compiled in memory against Crossbar.Runtime as a user's project compiles it, and loaded.</summary>
internal sealed class GeneratedAssembly : IDisposable
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(CrossbarNetwork).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);
    private readonly Assembly _assembly;

    private GeneratedAssembly(Stream image) => _assembly = _context.LoadFromStream(image);

    /// <summary>The versions of the language that generated code must do with: C# 9 and all later ones.</summary>
    public static IEnumerable<LanguageVersion> Languages { get; } = Enum.GetValues<LanguageVersion>().Where(language => language is >= LanguageVersion.CSharp9 and not LanguageVersion.LatestMajor);

    /// <summary>Compiles an emitted file, by default in the oldest language that it may meet, and embeds its resource.</summary>
    public static GeneratedAssembly Compile(
        string source, string? resourceName = null, string? resourcePath = null, LanguageVersion language = LanguageVersion.CSharp9)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(language));
        var compilation = CSharpCompilation.Create(
            "Generated", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var resources = resourceName is null ? null : new[] { new ResourceDescription(resourceName, () => File.OpenRead(resourcePath!), isPublic: false) };
        var result = compilation.Emit(image, manifestResources: resources);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        image.Position = 0;
        return new GeneratedAssembly(image);
    }

    /// <summary>What the class's CreateDesign gives.</summary>
    public NetworkDesign CreateDesign(string className)
    {
        var method = _assembly.GetType(className, throwOnError: true)!.GetMethod("CreateDesign", BindingFlags.Static | BindingFlags.NonPublic)!;
        return (NetworkDesign)method.Invoke(null, null)!;
    }

    /// <summary>The instructions of a nested class's static property.</summary>
    public byte[] InstructionsOf(string nestedClass, string property) =>
        _assembly.GetType(nestedClass, throwOnError: true)!.GetProperty(property)!.GetMethod!.GetMethodBody()!.GetILAsByteArray()!;

    /// <summary>The names of what a class itself declares, constructors apart.</summary>
    public IReadOnlyList<string> MembersOf(string className) =>
        [.. _assembly.GetType(className, throwOnError: true)!
            .GetMembers(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(member => member is not ConstructorInfo).Select(member => member.Name)];

    public void Dispose() => _context.Unload();
}
