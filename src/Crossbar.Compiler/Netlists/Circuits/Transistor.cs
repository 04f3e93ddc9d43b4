namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A MOSFET.</summary>
internal sealed record Transistor(Name Name, Name Drain, Name Gate, Name Source, Name Bulk, string Model) : Element(Name);
