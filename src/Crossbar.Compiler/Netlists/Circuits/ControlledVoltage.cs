namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A voltage source that multiplies the voltage between two other nodes.</summary>
internal sealed record ControlledVoltage(Name Name, Name Plus, Name Minus, Name ControlPlus, Name ControlMinus, Quantity Gain) : Element(Name);
