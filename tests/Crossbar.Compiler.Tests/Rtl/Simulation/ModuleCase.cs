namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>A module of the library with its parameters, what goes in, and what must come out.</summary>
internal abstract class ModuleCase
{
    /// <summary>The module's name.</summary>
    public required string Module { get; init; }

    /// <summary>Its parameters.</summary>
    public required Parameters Parameters { get; init; }

    /// <summary>Files that its parameters name, and their lines.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Files { get; init; } = new Dictionary<string, IEnumerable<string>>();

    /// <summary>A module of this name around the module, which synthesis can read.</summary>
    public abstract string Design(string name);

    /// <summary>The bench of a design: a module of this name with the ports clk, rst, record and done.</summary>
    public abstract string Bench(string name, string design);

    /// <summary>Files that the bench reads, and their lines.</summary>
    public abstract IEnumerable<(string File, IEnumerable<string> Lines)> Inputs(string name);

    /// <summary>Files that the bench writes, and the lines that they must have.</summary>
    public abstract IEnumerable<(string File, IReadOnlyList<string> Lines)> Outputs(string name);

    public override string ToString() => $"{Module} {Parameters}";
}
