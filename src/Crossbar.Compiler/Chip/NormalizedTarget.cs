namespace Crossbar.Compiler.Chip;

/// <summary>
/// The wanted transfer matrix of a tile up to the conductance range that turns out to be feasible:
/// T[i,j] = floor + range·Values[i,j] with Values in [0, 1], an affine function of the weights: T = α·W + β.
/// </summary>
/// <param name="Values">One per cell, [arrays, M, bit lines] as they lie on the wires, each in [0, 1].</param>
/// <param name="ZeroLevel">The value that stands for weight 0; of slices that which <see cref="ProgrammedArray.ZeroWeights"/> are the weights of.</param>
/// <param name="ColumnScales">Of each output column, how much a unit of weight adds to the value (or to the difference of two).</param>
public sealed record NormalizedTarget(double[] Values, double ZeroLevel, double[] ColumnScales)
{
    /// <summary>Which places have no device, one per value; null where all have one. Nothing is to flow there.</summary>
    public bool[]? Absent { get; init; }

    /// <summary>The same target without <see cref="Values"/>, where scales and levels are all that is still asked for.</summary>
    internal NormalizedTarget Released() => this with { Values = [] };

    /// <summary>Whether a place has no device.</summary>
    public bool IsAbsent(int cell) => Absent is not null && Absent[cell];

    /// <summary>The wanted transfer of one cell, in siemens.</summary>
    /// <param name="cell">Its number.</param>
    /// <param name="window">What the values stand for.</param>
    public double TransferOf(int cell, TargetWindow window) => IsAbsent(cell) ? 0 : window.Floor + (window.Range * Values[cell]);
}
