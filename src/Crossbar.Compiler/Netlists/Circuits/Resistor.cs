namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A resistor, in ohm.</summary>
internal sealed record Resistor(Name Name, Name A, Name B, Quantity Resistance) : Element(Name);
