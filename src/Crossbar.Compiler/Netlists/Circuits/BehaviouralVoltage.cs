namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A voltage source whose voltage is an expression of node voltages, source currents and parameters.</summary>
internal sealed record BehaviouralVoltage(Name Name, Name Plus, Name Minus, string Expression) : Element(Name);
