namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A capacitor, in farad.</summary>
internal sealed record Capacitor(Name Name, Name A, Name B, Quantity Capacitance) : Element(Name);
