namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>An independent voltage source, in volt; one of 0 V measures a current.</summary>
internal sealed record VoltageSource(Name Name, Name Plus, Name Minus, Quantity Voltage) : Element(Name)
{
    /// <summary>In transient analysis its voltage at times, in seconds, linear between and constant after them; empty for one that never changes.</summary>
    public ImmutableArray<(double Time, Quantity Voltage)> Course { get; init; } = [];
}
