namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A current source, from plus through itself to minus, whose current is an expression of node voltages and parameters.</summary>
internal sealed record BehaviouralCurrent(Name Name, Name Plus, Name Minus, string Expression) : Element(Name);
