using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators.Analyzers;

/// <summary>Which class was probably meant, among those that the models of a project make.</summary>
/// <param name="Text">A sentence for the user, without its full stop.</param>
/// <param name="Nearest">The class; null where it is anybody's guess.</param>
/// <param name="IsSameName">Whether that class has the very name, in another namespace.</param>
internal sealed record ClassAdvice(string Text, INamedTypeSymbol? Nearest, bool IsSameName)
{
    /// <summary>How names end that nobody chose.</summary>
    public const string Suffix = "Crossbar";

    // More edits than this make another word.
    private const int MaxDistance = 3;

    /// <summary>Advice on a name that is no class.</summary>
    public static ClassAdvice For(string name, IAssemblySymbol assembly)
    {
        var classes = GeneratedClass.AllIn(assembly);
        if (classes.FirstOrDefault(type => type.Name == name) is { } same)
            return new ClassAdvice($"The generated class is '{same.ToDisplayString()}'", same, true);
        if (classes.Count == 0)
            return new ClassAdvice("It has no model at all: add <CrossbarModel Include=\"file.onnx\" /> to the project file, or delete this code", null, false);
        var (nearest, distance) = classes.Select(type => (type, EditDistance.Between(type.Name, name))).OrderBy(pair => pair.Item2).First();
        return distance <= MaxDistance
            ? new ClassAdvice($"Perhaps '{nearest.ToDisplayString()}' is meant", nearest, false)
            : new ClassAdvice($"Its models make {string.Join(", ", classes.Select(type => $"'{type.ToDisplayString()}'"))}", classes.Count == 1 ? nearest : null, false);
    }
}
