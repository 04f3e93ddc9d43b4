namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>A node of the array, relative to a block's first cell.</summary>
/// <param name="IsWord">On a word line (t[i, j]), not on a bit line (b[i, j]).</param>
/// <param name="Row">i; 0 on a bit line without resistance, which is one node.</param>
/// <param name="Column">j; 0 on a word line without resistance, which is one node.</param>
internal readonly record struct CircuitNode(bool IsWord, int Row, int Column)
{
    /// <summary>The same node relative to a block that begins earlier.</summary>
    public CircuitNode Shift(int rows, int columns, WirePattern wires) => new(
        IsWord,
        IsWord || wires.BitLine ? Row + rows : 0,
        !IsWord || wires.WordLine ? Column + columns : 0);
}
