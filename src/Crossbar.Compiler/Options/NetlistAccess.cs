namespace Crossbar.Compiler.Options;

/// <summary>What a cell's access transistor is in a netlist.</summary>
public enum NetlistAccess
{
    /// <summary>Its on-resistance; nothing where AccessResistance is 0.</summary>
    Resistor,

    /// <summary>A MOSFET of that on-resistance.</summary>
    Mosfet,
}
