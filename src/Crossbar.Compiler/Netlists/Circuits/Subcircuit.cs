namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A circuit with ports. Large bodies are made while they are written, element by element.</summary>
internal sealed record Subcircuit(string Name, IReadOnlyList<Name> Ports, IEnumerable<Element> Body)
{
    /// <summary>Its parameters with their defaults.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];
}
