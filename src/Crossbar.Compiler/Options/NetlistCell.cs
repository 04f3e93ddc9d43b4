namespace Crossbar.Compiler.Options;

/// <summary>What a memristor is in a netlist.</summary>
public enum NetlistCell
{
    /// <summary>Nonlinear where Nonlinearity is above 0, else a resistor.</summary>
    Auto,

    /// <summary>A resistor.</summary>
    Resistor,

    /// <summary>A behavioural source, I = G·V_s·sinh(κV)/sinh(κV_s).</summary>
    Nonlinear,

    /// <summary>The VTEAM model, whose state moves when it is written to.</summary>
    Memristor,
}
