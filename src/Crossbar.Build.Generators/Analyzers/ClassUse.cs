using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>
/// Names in code that may be generated classes: they end as our default names do, or something is asked of them that generated classes
/// alone have.
/// </summary>
internal static class ClassUse
{
    // "Predict" alone is the word of too many other libraries.
    private static readonly ImmutableHashSet<string> Members =
        ImmutableHashSet.Create("Classify", "ClassifyBatch", "PredictBatch", "InputLength", "ClassCount", "LabelOf");

    /// <summary>Whether a name, by its looks, is one of our classes.</summary>
    public static bool LooksLikeOurs(IdentifierNameSyntax name) =>
        IsNamedAsOurs(name)
        || (Whole(name).Parent is MemberAccessExpressionSyntax access && access.Expression == Whole(name) && Members.Contains(access.Name.Identifier.ValueText)
            && !name.IsPartOfStructuredTrivia());

    /// <summary>Whether a name ends as those do that nobody chose.</summary>
    public static bool IsNamedAsOurs(IdentifierNameSyntax name) =>
        name.Identifier.ValueText.EndsWith(ClassAdvice.Suffix, StringComparison.Ordinal) && !name.IsPartOfStructuredTrivia();

    /// <summary>The name with the namespace before it.</summary>
    public static SyntaxNode Whole(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        QualifiedNameSyntax qualified when qualified.Right == name => qualified,
        _ => name,
    };

    /// <summary>Whether the compiler knows nothing of that name, or only a half of the user's that lacks what is asked of it.</summary>
    public static bool IsUnknown(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var left = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            _ => null,
        };
        // Behind a value or a type it is a member. A namespace may be unknown too: one that only generated classes are in is gone with them.
        if (left is not null && model.GetSymbolInfo(left, cancellation).Symbol is not (null or INamespaceSymbol))
            return false;
        if (left?.DescendantNodesAndSelf().All(node => node is NameSyntax or MemberAccessExpressionSyntax) == false)
            return false;
        var symbol = model.GetSymbolInfo(name, cancellation);
        if (symbol.Symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type && IsHalf(type, cancellation))
            return Whole(name).Parent is MemberAccessExpressionSyntax access && access.Expression == Whole(name)
                && Members.Contains(access.Name.Identifier.ValueText) && model.GetSymbolInfo(access, cancellation) is { Symbol: null, CandidateSymbols.IsEmpty: true };
        return symbol.Symbol is null && symbol.CandidateSymbols.IsEmpty
            && model.GetTypeInfo(name, cancellation).Type is null or { TypeKind: TypeKind.Error }
            && name.Parent is not (NameColonSyntax or NameEqualsSyntax or AttributeSyntax);
    }

    private static bool IsHalf(INamedTypeSymbol type, CancellationToken cancellation) =>
        !GeneratedClass.Is(type)
        && type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is ClassDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
