using System.Collections.Immutable;
using Crossbar.Build.CodeFixes;
using Crossbar.Build.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Tests.Analyzers;

/// <summary>Runs the analyzers on a user's code beside what the generator wrote, and the code fixes on what they find.</summary>
internal static class AnalyzerRun
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new LengthAnalyzer(), new MissingClassAnalyzer(), new HalfClassAnalyzer(), new BatchAnalyzer()];

    /// <summary>What is found in a source that may use Demo.Nets.SmallCrossbar (12 values, 2 classes) and the global LeastCrossbar (4 values, 3 classes).</summary>
    public static async Task<IReadOnlyList<Diagnostic>> On(string source, bool withModels = true)
    {
        var compilation = Generated(source, withModels).Output;
        var found = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        // An analyzer that throws is a diagnostic of its own.
        Assert.All(found, diagnostic => Assert.StartsWith("CBX", diagnostic.Id, StringComparison.Ordinal));
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>A finding for people: the code and the text that it is about.</summary>
    public static string Show(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}";

    /// <summary>The source after the first fix of the first finding; null where there is no fix.</summary>
    public static async Task<string?> Fix(string source)
    {
        var output = Generated(source, withModels: true).Output;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithMetadataReferences(output.References)
            .WithParseOptions(output.SyntaxTrees.First().Options)
            .WithCompilationOptions(output.Options);
        Document? document = null;
        foreach (var tree in output.SyntaxTrees)
        {
            var added = project.AddDocument($"{project.Documents.Count()}.cs", await tree.GetTextAsync());
            project = added.Project;
            document ??= added;
        }

        document = project.GetDocument(document!.Id)!;
        var compilation = await project.GetCompilationAsync();
        var found = (await compilation!.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync()).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).First();
        var provider = new ReplacementCodeFix();
        Assert.Contains(found.Id, provider.FixableDiagnosticIds);
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
            return null;
        var operation = (await actions[0].GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static GeneratorRun Generated(string source, bool withModels) => new GeneratorRun().With(
        withModels ? [new ManifestText("S.manifest", ManifestText.Small), new ManifestText("L.manifest", ManifestText.Least)] : [],
        [source, .. withModels ? [GeneratorRun.SmallTables] : Array.Empty<string>()]);
}
