namespace Crossbar.Compiler.Options;

/// <summary>The generated class.</summary>
public sealed record ClassOptions
{
    /// <summary>Name of the generated class; null: the model's file name in PascalCase + <c>Crossbar</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Namespace of the generated class; null: none was given.</summary>
    public string? Namespace { get; init; }

    /// <summary>Accessibility of the generated class.</summary>
    public ClassAccessibility Accessibility { get; init; } = ClassAccessibility.Public;
}
