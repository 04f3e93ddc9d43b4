namespace Crossbar.Build.Generators.Analyzers;

/// <summary>Which class was probably meant, among those that the models of a project make.</summary>
/// <param name="Text">A sentence for the user, without its full stop.</param>
/// <param name="Nearest">The class with its namespace; null where it is anybody's guess.</param>
/// <param name="IsSameName">Whether that class has the very name, in another namespace.</param>
internal sealed record ClassAdvice(string Text, string? Nearest, bool IsSameName)
{
    /// <summary>How names end that nobody chose.</summary>
    public const string Suffix = "Crossbar";

    // More edits than this make another word.
    private const int MaxDistance = 3;

    /// <summary>Advice on a name that is no class.</summary>
    /// <param name="name">The name, without a namespace.</param>
    /// <param name="classes">The generated classes, with their namespaces.</param>
    public static ClassAdvice For(string name, IEnumerable<string> classes)
    {
        var known = classes.OrderBy(type => type, StringComparer.Ordinal).ToArray();
        if (known.FirstOrDefault(type => SimpleName(type) == name) is { } same)
            return new ClassAdvice($"The generated class is '{same}'", same, true);
        if (known.Length == 0)
            return new ClassAdvice("It has no model at all: add <CrossbarModel Include=\"file.onnx\" /> to the project file, or delete this code", null, false);
        var (nearest, distance) = known.Select(type => (type, EditDistance.Between(SimpleName(type), name))).OrderBy(pair => pair.Item2).First();
        return distance <= MaxDistance
            ? new ClassAdvice($"Perhaps '{nearest}' is meant", nearest, false)
            : new ClassAdvice($"Its models make {string.Join(", ", known.Select(type => $"'{type}'"))}", known.Length == 1 ? nearest : null, false);
    }

    private static string SimpleName(string type) => type.Substring(type.LastIndexOf('.') + 1);
}
