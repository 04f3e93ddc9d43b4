namespace Crossbar.Compiler.Chip;

/// <summary>How well an array's transfer matrix meets its target, as fractions of the target's conductance range.</summary>
/// <param name="MeanError">Mean of |T − target| / range.</param>
/// <param name="WorstError">Largest |T − target| / range.</param>
/// <param name="UsedRange">Target range / (G_max − G_min): what the wires leave of the devices' range.</param>
/// <param name="Solves">Number of circuit solutions that the conversion took.</param>
public sealed record ConversionQuality(double MeanError, double WorstError, double UsedRange, int Solves)
{
    /// <summary>Compares a transfer matrix with its target, copies of a line together; lines that no output uses do not count.</summary>
    /// <param name="layout">Which lines stand for what.</param>
    /// <param name="target">The target.</param>
    /// <param name="window">What its values stand for.</param>
    /// <param name="transfer">[arrays, M, bit lines], in siemens.</param>
    /// <param name="usedRange">See <see cref="UsedRange"/>.</param>
    /// <param name="solves">See <see cref="Solves"/>.</param>
    public static ConversionQuality Of(
        ArrayLayout layout, NormalizedTarget target, TargetWindow window, ReadOnlySpan<double> transfer, double usedRange, int solves)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(target);
        double sum = 0, worst = 0;
        var count = 0;
        // What copies of a line miss together, each time at the first of them.
        var missed = new double[layout.LineCount / layout.Copies];
        for (var row = 0; row < transfer.Length; row += layout.BitLines)
        {
            Array.Clear(missed);
            for (var bitLine = 0; bitLine < layout.BitLines; bitLine++)
            {
                if (layout.LineOf(bitLine) is var line and not ArrayLayout.Spare)
                    missed[line / layout.Copies] += transfer[row + bitLine] - target.TransferOf(row + bitLine, window);
            }

            for (var bitLine = 0; bitLine < layout.BitLines; bitLine++)
            {
                if (layout.LineOf(bitLine) is var line && (line == ArrayLayout.Spare || line % layout.Copies != 0))
                    continue;
                var error = Math.Abs(missed[line / layout.Copies]) / (layout.Copies * window.Range);
                sum += error;
                worst = Math.Max(worst, error);
                count++;
            }
        }

        return new ConversionQuality(sum / count, worst, usedRange, solves);
    }
}
