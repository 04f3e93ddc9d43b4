using System.Collections.Immutable;
using Crossbar.Build.Generators.Analyzers;
using Crossbar.Build.Generators.Emit;
using Crossbar.Build.Generators.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Build.Generators;

/// <summary>
/// Writes the typed API of every compiled model from its manifest. Small and pure: the numbers are in the tables that the build
/// compiles beside it, so typing in an editor never waits for a network.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CrossbarGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that finds the manifests among the additional files.</summary>
    internal const string FindStep = "FindManifests";

    /// <summary>Name of the step that reads them.</summary>
    internal const string ReadStep = "ReadManifests";

    /// <summary>Name of the step that finds the uses of generated classes in code.</summary>
    internal const string UseStep = "FindUses";

    private const string DesignTime = "build_property.DesignTimeBuild";
    private const string Marker = "build_metadata.AdditionalFiles." + ManifestKeys.Metadata;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var manifests = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => IsManifest(pair.Left, pair.Right))
            .Select(static (pair, _) => pair.Left)
            .WithTrackingName(FindStep)
            .Select(static (file, cancellation) => Read(file, cancellation))
            .WithTrackingName(ReadStep);
        context.RegisterSourceOutput(manifests, Produce);

        // Only in a build: an editor has the analyzer, which can offer a fix.
        var isBuild = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            !options.GlobalOptions.TryGetValue(DesignTime, out var value) || !string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
        var unknown = context.SyntaxProvider
            .CreateSyntaxProvider(
                // By its own name alone: what another generator makes is not there yet, and may be asked for anything.
                static (node, _) => node is IdentifierNameSyntax name && ClassUse.IsNamedAsOurs(name),
                static (use, cancellation) => Unknown((IdentifierNameSyntax)use.Node, use.SemanticModel, cancellation))
            .Where(static use => use is not null)
            .WithTrackingName(UseStep)
            .Collect()
            .Select(static (uses, _) => new EquatableArray<UnknownClass>(uses.OfType<UnknownClass>().ToImmutableArray()));
        // An empty name for a manifest that cannot be read.
        var classes = manifests.Select(static (file, _) => ClassOf(file)).Collect().Select(static (names, _) => new EquatableArray<string>(names));
        context.RegisterSourceOutput(unknown.Combine(classes).Combine(isBuild), static (production, input) =>
        {
            if (input.Right)
                Explain(production, input.Left.Left, input.Left.Right);
        });
    }

    private static bool IsManifest(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Marker, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    // Not by SourceText.Lines: those end at U+0085, U+2028 and U+2029 too, which labels may have.
    private static ManifestFile Read(AdditionalText file, CancellationToken cancellation) => file.GetText(cancellation) is { } text
        ? ManifestReader.Read(file.Path, text.ToString().TrimEnd('\n').Split('\n'))
        : new ManifestFile(file.Path, null, new ManifestError(0, "the file cannot be opened"));

    private static void Produce(SourceProductionContext context, ManifestFile file)
    {
        if (file.Error is { } error)
        {
            var position = new LinePosition(error.Line, 0);
            var place = Location.Create(file.Path, default, new LinePositionSpan(position, position));
            context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.InvalidManifest, place, file.Path, error.Reason));
        }

        if (file.Manifest is { } manifest)
            context.AddSource(HintName(manifest), SourceText.From(ApiWriter.Write(manifest), Encoding.UTF8));
    }

    // The compilation has nothing generated yet: what is unknown here is a generated class, or none.
    private static UnknownClass? Unknown(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation) =>
        ClassUse.IsUnknown(name, model, cancellation) ? UnknownClass.At(name.Identifier.ValueText, ClassUse.Whole(name).GetLocation()) : null;

    private static string ClassOf(ManifestFile file) => file.Manifest is not { } manifest ? string.Empty
        : manifest.Namespace.Length == 0 ? manifest.ClassName : $"{manifest.Namespace}.{manifest.ClassName}";

    private static void Explain(SourceProductionContext context, EquatableArray<UnknownClass> uses, EquatableArray<string> classes)
    {
        // A manifest that cannot be read may be the one.
        if (classes.Contains(string.Empty))
            return;
        foreach (var use in uses)
        {
            var advice = ClassAdvice.For(use.Name, classes);
            if (!advice.IsSameName)
                context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.NoSuchClass, use.Place(), use.Name, advice.Text));
        }
    }

    private static string HintName(Manifest manifest) =>
        manifest.Namespace.Length == 0 ? $"{manifest.ClassName}.g.cs" : $"{manifest.Namespace}.{manifest.ClassName}.g.cs";
}
