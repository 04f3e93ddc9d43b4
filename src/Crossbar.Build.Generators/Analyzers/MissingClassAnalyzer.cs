using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>
/// Says why a class is not there: its model left the project (CBX2003). The compiler's own error knows nothing of models. In an editor, where
/// there are code fixes for it; a build stops at its errors before analyzers speak, so that <see cref="CrossbarGenerator"/> says it there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingClassAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GeneratorDiagnostics.NoSuchClass);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.IdentifierName);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (!ClassUse.LooksLikeOurs(name) || !ClassUse.IsUnknown(name, context.SemanticModel, context.CancellationToken))
            return;
        var text = name.Identifier.ValueText;
        var classes = GeneratedClass.AllIn(context.Compilation.Assembly).ToDictionary(type => type.ToDisplayString());
        // With a class of that very name elsewhere only a using is missing: the compiler and every editor say so.
        var advice = ClassAdvice.For(text, classes.Keys);
        if (advice.IsSameName)
            return;
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (advice.Nearest is { } nearest)
            properties = properties.Add(AnalyzerFacts.Replacement, classes[nearest].ToMinimalDisplayString(context.SemanticModel, name.SpanStart));
        context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.NoSuchClass, ClassUse.Whole(name).GetLocation(), [], properties, text, advice.Text));
    }
}
