namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>An independent voltage source, in volt; one of 0 V measures a current.</summary>
internal sealed record VoltageSource(Name Name, Name Plus, Name Minus, Quantity Voltage) : Element(Name)
{
    /// <summary>In transient analysis, how long the source takes to rise from 0 V, in seconds; 0 for one that is always on.</summary>
    public double RiseTime { get; init; }
}
