namespace Crossbar.Compiler.Options;

/// <summary>The language that the chip's digital half is written in.</summary>
public enum HardwareLanguage
{
    /// <summary>It is not written.</summary>
    None,

    /// <summary>SystemVerilog, in the subset that Verilator, Icarus Verilog and Yosys share.</summary>
    SystemVerilog,
}
