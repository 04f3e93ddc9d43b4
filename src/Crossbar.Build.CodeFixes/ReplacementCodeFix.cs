using System.Collections.Immutable;
using System.Composition;
using Crossbar.Build.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crossbar.Build.CodeFixes;

/// <summary>
/// Replaces an expression by the one that the analyzer proposes: a constant length by the network's own (CBX2002), a class that is not there
/// by the one that was probably meant (CBX2003).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacementCodeFix))]
[Shared]
public sealed class ReplacementCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [AnalyzerFacts.WrongLength, AnalyzerFacts.NoSuchClass];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var place = diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;
            if (root is null || place.SourceTree != root.SyntaxTree
                || !diagnostic.Properties.TryGetValue(AnalyzerFacts.Replacement, out var replacement) || replacement is null)
                continue;
            var title = $"Use {replacement}";
            var node = root.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(Replace(context.Document, root, node, replacement)), equivalenceKey: title),
                diagnostic);
        }
    }

    private static Document Replace(Document document, SyntaxNode root, SyntaxNode node, string replacement)
    {
        SyntaxNode written = node.Parent is not MemberAccessExpressionSyntax && node is NameSyntax && !IsExpression(node)
            ? SyntaxFactory.ParseTypeName(replacement)
            : SyntaxFactory.ParseExpression(replacement);
        return document.WithSyntaxRoot(root.ReplaceNode(node, written.WithTriviaFrom(node)));
    }

    // A name in an expression, where a type would be a syntax tree of the wrong kind.
    private static bool IsExpression(SyntaxNode name) => name.Parent is ArgumentSyntax or BinaryExpressionSyntax or EqualsValueClauseSyntax or ArrayRankSpecifierSyntax;
}
