namespace Crossbar.Compiler.Options;

/// <summary>What a memristor is in a netlist.</summary>
public enum NetlistCell
{
    /// <summary>Nonlinear where memristors are nonlinear, else a resistor.</summary>
    Auto,

    /// <summary>A resistor.</summary>
    Resistor,

    /// <summary>Behavioural sources with the memristors' characteristic.</summary>
    Nonlinear,

    /// <summary>The VTEAM model, whose state moves when it is written to.</summary>
    Memristor,

    /// <summary>The subcircuit of a file of the user's own.</summary>
    Custom,
}
