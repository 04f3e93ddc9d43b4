namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>What a probe looks at.</summary>
internal enum ProbeKind
{
    /// <summary>The current through a voltage source.</summary>
    Current,

    /// <summary>The voltage of a node.</summary>
    Voltage,
}
