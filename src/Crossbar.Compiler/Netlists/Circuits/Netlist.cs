namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>One file: a library of subcircuits and models, or, with a test, a deck that simulates by itself.</summary>
internal sealed record Netlist
{
    /// <summary>Lines for people at the top; the first is the title.</summary>
    public required ImmutableArray<string> Header { get; init; }

    /// <summary>Names of files beside this one that it needs.</summary>
    public ImmutableArray<string> Includes { get; init; } = [];

    /// <summary>Global parameters.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>Model cards.</summary>
    public ImmutableArray<DeviceModel> Models { get; init; } = [];

    /// <summary>Subcircuits.</summary>
    public ImmutableArray<Subcircuit> Subcircuits { get; init; } = [];

    /// <summary>The elements of the deck itself.</summary>
    public IEnumerable<Element> Elements { get; init; } = [];

    /// <summary>What to simulate; null for a library.</summary>
    public TestBench? Test { get; init; }
}
