namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A subcircuit put to use.</summary>
internal sealed record Instance(Name Name, IReadOnlyList<Name> Nodes, string Subcircuit) : Element(Name)
{
    /// <summary>Parameters that differ from the subcircuit's defaults.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];
}
