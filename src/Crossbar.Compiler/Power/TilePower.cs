namespace Crossbar.Compiler.Power;

/// <summary>What the arrays of one tile turn into heat while they are read, in watt: the power out of their DACs, exactly solved.</summary>
/// <param name="Mean">Mean over the windows of the calibration data.</param>
/// <param name="Cells">The part of it in the cells, access transistors included.</param>
/// <param name="FullScale">The power with every word line at full-scale voltage.</param>
public sealed record TilePower(double Mean, double Cells, double FullScale)
{
    /// <summary>The part of the mean in the wires and the resistances at their ends.</summary>
    public double Wires => Mean - Cells;
}
