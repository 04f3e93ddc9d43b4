using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>The classes that <see cref="CrossbarGenerator"/> writes, as analyzers see them in a compilation.</summary>
internal static class GeneratedClass
{
    /// <summary>The constant with the number of values in one image.</summary>
    public const string InputLength = "InputLength";

    /// <summary>The constant with the number of scores of one image.</summary>
    public const string ClassCount = "ClassCount";

    private const string Tool = "Crossbar.Build";

    /// <summary>Whether a type is one of them, of this project or of one that it refers to.</summary>
    public static bool Is(INamedTypeSymbol? type) => type is { TypeKind: TypeKind.Class } && type.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute"
        && attribute.ConstructorArguments is [{ Value: Tool }, ..]);

    /// <summary>The value of one of a class's constants; null where it has none.</summary>
    public static int? Constant(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault() is { HasConstantValue: true, ConstantValue: int value } ? value : null;

    /// <summary>All of them in an assembly, by name.</summary>
    public static IReadOnlyList<INamedTypeSymbol> AllIn(IAssemblySymbol assembly) =>
        [.. TypesOf(assembly.GlobalNamespace).Where(Is).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)];

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesOf));
}
