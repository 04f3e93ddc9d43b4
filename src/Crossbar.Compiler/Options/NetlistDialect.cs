namespace Crossbar.Compiler.Options;

/// <summary>The simulator that netlists are written for.</summary>
public enum NetlistDialect
{
    /// <summary>ngspice.</summary>
    Ngspice,

    /// <summary>Synopsys HSPICE.</summary>
    Hspice,

    /// <summary>Analog Devices LTspice.</summary>
    LTspice,

    /// <summary>Sandia's Xyce.</summary>
    Xyce,

    /// <summary>No netlists.</summary>
    None,
}
