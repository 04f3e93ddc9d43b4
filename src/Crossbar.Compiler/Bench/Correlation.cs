namespace Crossbar.Compiler.Bench;

/// <summary>How much the cells of an array have to do with what was to be programmed, whatever drift or gain they share.</summary>
internal static class Correlation
{
    /// <summary>Below it the cells are likely to be those of something else: half of their variance and more comes from elsewhere even at 0.7.</summary>
    public const double Likely = 0.5;

    // Fewer cells are alike by chance.
    private const int LeastCells = 30;

    /// <summary>Pearson's coefficient over the devices; 1 where they are too few or were to be all alike, 0 where they are all alike and should not.</summary>
    /// <param name="programmed">What was to be programmed, in siemens.</param>
    /// <param name="measured">What was measured, in siemens.</param>
    /// <param name="states">What is at each place; those that are no programmed devices do not count.</param>
    public static double Of(ReadOnlySpan<float> programmed, ReadOnlySpan<float> measured, ReadOnlySpan<CellState> states)
    {
        double count = 0, x = 0, y = 0;
        for (var k = 0; k < programmed.Length; k++)
        {
            if (states[k] == CellState.Programmed)
                (count, x, y) = (count + 1, x + programmed[k], y + measured[k]);
        }

        double xx = 0, yy = 0, xy = 0;
        for (var k = 0; k < programmed.Length; k++)
        {
            if (states[k] != CellState.Programmed)
                continue;
            var (dx, dy) = (programmed[k] - (x / count), measured[k] - (y / count));
            (xx, yy, xy) = (xx + (dx * dx), yy + (dy * dy), xy + (dx * dy));
        }

        if (count < LeastCells || !(xx > 0))
            return 1;
        return yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
