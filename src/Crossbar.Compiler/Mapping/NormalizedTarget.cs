namespace Crossbar.Compiler.Mapping;

/// <summary>
/// The wanted transfer matrix of an array up to the conductance range that turns out to be feasible:
/// T[i,j] = G_min + range·Values[i,j] with Values in [0, 1] (design 2.2: T = α·W + β).
/// </summary>
/// <param name="BitLines">Number of bit lines: outputs and, last, the reference column if there is one.</param>
/// <param name="Values">Row-major [M, BitLines], each in [0, 1].</param>
/// <param name="ZeroLevel">The value that stands for weight 0.</param>
/// <param name="ColumnScales">Of each output column, how much a unit of weight adds to the value.</param>
public sealed record NormalizedTarget(int BitLines, double[] Values, double ZeroLevel, double[] ColumnScales);
