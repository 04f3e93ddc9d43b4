using System.Runtime.InteropServices;

namespace Crossbar.Runtime.Devices;

/// <summary>The states of an array's cells, one per cell; an empty list says that every cell is a programmed device.</summary>
public static class CellStates
{
    /// <summary>Whether a place has no device.</summary>
    /// <param name="states">One per cell, or empty.</param>
    /// <param name="cell">Its number.</param>
    public static bool IsAbsent(ReadOnlySpan<CellState> states, int cell) => !states.IsEmpty && states[cell] == CellState.Absent;

    /// <summary>The states of cells as they are kept: empty where all are programmed devices.</summary>
    /// <param name="states">One per cell; to be left alone from then on.</param>
    public static ImmutableArray<CellState> Of(CellState[] states) =>
        MemoryMarshal.AsBytes<CellState>(states).IndexOfAnyExcept((byte)CellState.Programmed) < 0 ? [] : ImmutableCollectionsMarshal.AsImmutableArray(states);

    /// <summary>Number of devices.</summary>
    /// <param name="states">One per cell, or empty.</param>
    /// <param name="cells">Number of cells.</param>
    public static int CountDevices(ReadOnlySpan<CellState> states, int cells) => cells - MemoryMarshal.AsBytes(states).Count((byte)CellState.Absent);
}
