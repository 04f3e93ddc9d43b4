namespace Crossbar.Runtime.Devices;

/// <summary>What is at a place of an array.</summary>
public enum CellState : byte
{
    /// <summary>A device that holds what it was programmed to.</summary>
    Programmed,

    /// <summary>No device: its conductance is 0, and nothing that happens to devices happens there.</summary>
    Absent,

    /// <summary>A device that cannot be programmed and has the least conductance.</summary>
    StuckOff,

    /// <summary>A device that cannot be programmed and has the greatest conductance.</summary>
    StuckOn,
}
