namespace Crossbar.Compiler.Options;

/// <summary>What a cell is taken for whose conductance could not be read back.</summary>
public enum UnreadableCells
{
    /// <summary>Nothing: the compiler asks for it.</summary>
    Error,

    /// <summary>A device that has what it was to be programmed to.</summary>
    Programmed,

    /// <summary>A device that is stuck at the least conductance.</summary>
    StuckOff,

    /// <summary>A device that is stuck at the greatest conductance.</summary>
    StuckOn,
}
