namespace Crossbar.Compiler.Conversion;

/// <summary>An array that no conductances of the devices make exact. What would help is only looked for when it is asked for.</summary>
/// <param name="layerName">Its layer.</param>
/// <param name="outcome">What its conversion came to.</param>
/// <param name="advice">What looks for what would help.</param>
internal sealed class InfeasibleArrayException(string layerName, ExactOutcome outcome, FeasibilityAdvice advice) : Exception
{
    /// <summary>What its conversion came to.</summary>
    public ExactOutcome Outcome => outcome;

    /// <summary>The error (CBX0009).</summary>
    /// <param name="failed">How many arrays of the layer are like it.</param>
    /// <param name="arrays">How many arrays the layer has.</param>
    public Diagnostic Describe(int failed, int arrays)
    {
        var (tile, hardware) = (outcome.Mapped, advice.Hardware);
        var (rows, bitLines) = (tile.RowCount, tile.Layout.BitLines);
        var reached = outcome.Best is not { Quality: var quality }
            ? "no conductances of these devices reach the target"
            : string.Create(CultureInfo.InvariantCulture, $"the nearest that these devices come to the target is {100 * outcome.Error:G2} % of a range of {100 * quality.UsedRange:G2} %");
        return Diagnostic.Create(
            Descriptors.Infeasible, null, layerName, failed, arrays, tile.Place, string.Create(
                CultureInfo.InvariantCulture,
                $"Its wires let only {100 * outcome.WeakestShare:F1} % of the cell at row {outcome.WeakestCell / bitLines % rows}, column {outcome.WeakestCell % bitLines} of {rows}×{bitLines} through, and {reached}. {advice.For(tile)} Conversion=None programs the target as it is."));
    }
}
