namespace Crossbar.Compiler.Options;

/// <summary>The simulator that netlists are written for.</summary>
public enum NetlistDialect
{
    /// <summary>Stock ngspice.</summary>
    Ngspice,

    /// <summary>No netlists.</summary>
    None,
}
