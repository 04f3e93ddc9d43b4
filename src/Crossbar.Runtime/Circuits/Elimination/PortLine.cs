namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>Nodes along one side of a block, relative to its first cell.</summary>
/// <param name="IsWord">On word lines: t[First, Side], t[First + 1, Side], ...; else on bit lines: b[Side, First], b[Side, First + 1], ...</param>
/// <param name="Side">Their column or row; 0 for lines without resistance, which are one node each.</param>
/// <param name="First">Number of the first line.</param>
/// <param name="Length">How many nodes.</param>
internal readonly record struct PortLine(bool IsWord, int Side, int First, int Length)
{
    /// <summary>The same nodes relative to a block that begins earlier.</summary>
    public PortLine Shift((int Rows, int Columns) offset, WirePattern wires) => IsWord
        ? this with { First = First + offset.Rows, Side = wires.WordLine ? Side + offset.Columns : 0 }
        : this with { First = First + offset.Columns, Side = wires.BitLine ? Side + offset.Rows : 0 };

    /// <summary>Whether all nodes of another line are among these.</summary>
    public bool Contains(PortLine other) =>
        IsWord == other.IsWord && Side == other.Side && First <= other.First && other.First + other.Length <= First + Length;
}
