namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A junction diode.</summary>
internal sealed record Diode(Name Name, Name Anode, Name Cathode, string Model) : Element(Name);
