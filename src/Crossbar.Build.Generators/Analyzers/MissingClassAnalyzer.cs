using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>
/// Says why a class is not there: its model left the project (CBX2003). The compiler's own error knows nothing of models. A name counts as
/// one of ours when it ends as our default names do, or when something is asked of it that generated classes alone have.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingClassAnalyzer : DiagnosticAnalyzer
{
    // "Predict" alone is the word of too many other libraries.
    private static readonly ImmutableHashSet<string> Members = ["Classify", "ClassifyBatch", "PredictBatch", "InputLength", "ClassCount", "LabelOf"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GeneratorDiagnostics.NoSuchClass];

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
        if (!LooksLikeOurs(name) || name.IsPartOfStructuredTrivia() || !IsUnknown(name, context))
            return;
        var text = name.Identifier.ValueText;
        var advice = ClassAdvice.For(text, context.Compilation.Assembly);
        // With a class of that very name elsewhere only a using is missing: the compiler and every editor say so.
        if (advice.IsSameName)
            return;
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (advice.Nearest is { } nearest)
            properties = properties.Add(AnalyzerFacts.Replacement, nearest.ToMinimalDisplayString(context.SemanticModel, name.SpanStart));
        context.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.NoSuchClass, Whole(name).GetLocation(), [], properties, text, advice.Text));
    }

    private static bool LooksLikeOurs(IdentifierNameSyntax name) =>
        name.Identifier.ValueText.EndsWith(ClassAdvice.Suffix, StringComparison.Ordinal)
        || (Whole(name).Parent is MemberAccessExpressionSyntax access && access.Expression == Whole(name) && Members.Contains(access.Name.Identifier.ValueText));

    // The name with the namespace before it.
    private static SyntaxNode Whole(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        QualifiedNameSyntax qualified when qualified.Right == name => qualified,
        _ => name,
    };

    private static bool IsUnknown(IdentifierNameSyntax name, SyntaxNodeAnalysisContext context)
    {
        var left = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            _ => null,
        };
        // Behind a value or a type it is a member, and behind something unknown it is not what is wrong.
        if (left is not null && context.SemanticModel.GetSymbolInfo(left, context.CancellationToken).Symbol is not INamespaceSymbol)
            return false;
        var symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken);
        return symbol.Symbol is null && symbol.CandidateSymbols.IsEmpty
            && context.SemanticModel.GetTypeInfo(name, context.CancellationToken).Type is null or { TypeKind: TypeKind.Error }
            && name.Parent is not (NameColonSyntax or NameEqualsSyntax or AttributeSyntax);
    }
}
