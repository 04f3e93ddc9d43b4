namespace Crossbar.Runtime.Circuits;

/// <summary>The parasitic resistances of one crossbar array, in ohm, and where its wires are connected. Zero means an ideal wire.</summary>
/// <remarks>
/// Row i is driven at column 0 through <see cref="Input"/>, where both ends are driven also at the last column through as much; column j is
/// sensed below the last row through <see cref="Output"/>, where both ends are sensed also above row 0, and its current is that of both.
/// </remarks>
/// <param name="WordLine">Resistance of the word-line segment between neighbouring cells of a row, in ohm.</param>
/// <param name="BitLine">Resistance of the bit-line segment between neighbouring cells of a column, in ohm.</param>
/// <param name="Input">Resistance between a row's voltage source and its first cell, in ohm.</param>
/// <param name="Output">Resistance between a column's last cell and its virtual ground, in ohm.</param>
/// <param name="Access">On-resistance of the access transistor in series with each memristor (1T1R), in ohm.</param>
public sealed record ArrayResistances(double WordLine = 1, double BitLine = 1, double Input = 1, double Output = 1, double Access = 0)
{
    /// <summary>The paper's values: 1 Ω wires, 1 Ω at either end, no access transistor.</summary>
    public static ArrayResistances Default { get; } = new();

    /// <summary>No parasitic resistance at all: an ideal array.</summary>
    public static ArrayResistances None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Which ends of the word lines are driven.</summary>
    public LineEnds DriveEnds { get; init; }

    /// <summary>Which ends of the bit lines are sensed.</summary>
    public LineEnds SenseEnds { get; init; }

    /// <summary>The same circuit with no more connections than there are nodes for: the two ends of a line without resistance are one node.</summary>
    internal ArrayResistances Merged => this with
    {
        Input = DriveEnds == LineEnds.Both && WordLine == 0 ? Input / 2 : Input,
        DriveEnds = WordLine == 0 ? LineEnds.One : DriveEnds,
        Output = SenseEnds == LineEnds.Both && BitLine == 0 ? Output / 2 : Output,
        SenseEnds = BitLine == 0 ? LineEnds.One : SenseEnds,
    };
}
