using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>The length of an array, span or memory where the source says it.</summary>
/// <param name="Length">The number of elements.</param>
/// <param name="Size">The expression that says it; null where the elements themselves do.</param>
internal sealed record KnownLength(int Length, SyntaxNode? Size)
{
    /// <summary>The length of a value; null where only the running program knows it.</summary>
    public static KnownLength? Of(IOperation value) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IArrayCreationOperation { DimensionSizes: [var size] } array => array.Initializer is { } initializer
            ? new KnownLength(initializer.ElementValues.Length, null)
            : OfSize(size),
        IInvocationOperation call => OfSlice(call),
        ILocalReferenceOperation local => OfLocal(local),
        _ => OfSyntax(value),
    };

    private static KnownLength? OfSize(IOperation size) => size.ConstantValue is { HasValue: true, Value: int length } ? new KnownLength(length, size.Syntax) : null;

    // x.AsSpan(), x.AsMemory(0, 5), x.Slice(3, 5).
    private static KnownLength? OfSlice(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("AsSpan" or "AsMemory" or "Slice"))
            return null;
        // By name: named arguments may come in any order.
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "length") is { } length)
            return OfSize(length.Value);
        return call.Instance is null && call.Arguments is [var whole] ? Of(whole.Value) : null;
    }

    // A variable that gets its value where it is declared and nowhere else.
    private static KnownLength? OfLocal(ILocalReferenceOperation reference)
    {
        // Only upwards, so that code which does not compile (a = b, b = a) is no endless search.
        if (reference.Local.DeclaringSyntaxReferences is not [var declaration] || declaration.Span.End > reference.Syntax.SpanStart)
            return null;
        IOperation root = reference;
        while (root.Parent is { } parent)
            root = parent;
        IOperation? value = null;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local))
                value = declarator.GetVariableInitializer()?.Value;
            else if (operation is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, reference.Local) && IsWritten(other))
                return null;
        }

        return value is null ? null : Of(value);
    }

    private static bool IsWritten(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ITupleOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };

    // These have no operations of their own, or have them only in compilers that are newer than the oldest that loads this.
    private static KnownLength? OfSyntax(IOperation value) => value.Syntax switch
    {
        CollectionExpressionSyntax collection when !collection.Elements.Any(element => element is SpreadElementSyntax) =>
            new KnownLength(collection.Elements.Count, null),
        ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: { } initializer } => new KnownLength(initializer.Expressions.Count, null),
        StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer } => new KnownLength(initializer.Expressions.Count, null),
        StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } }
            when value.SemanticModel?.GetConstantValue(size) is { HasValue: true, Value: int length } => new KnownLength(length, size),
        _ => null,
    };
}
