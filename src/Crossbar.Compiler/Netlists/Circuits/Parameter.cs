namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A named value: of a netlist, of a subcircuit, of an instance, or of a device model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What it is, for people; empty for nothing.</param>
internal sealed record Parameter(string Name, Quantity Value, string Meaning = "");
