using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Chip;

/// <summary>How well an array's transfer matrix meets its target, as fractions of the target's conductance range.</summary>
/// <param name="MeanError">Mean of |T − target| / range.</param>
/// <param name="WorstError">Largest |T − target| / range.</param>
/// <param name="UsedRange">Target range / (G_max − G_min): what the wires leave of the devices' range.</param>
/// <param name="Solves">Number of circuit solutions that the conversion took.</param>
public sealed record ConversionQuality(double MeanError, double WorstError, double UsedRange, int Solves)
{
    /// <summary>Compares a transfer matrix with its target; lines that no output uses do not count.</summary>
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
        for (var k = 0; k < transfer.Length; k++)
        {
            if (layout.LineOf(k % layout.BitLines) == ArrayLayout.Spare)
                continue;
            var error = Math.Abs(transfer[k] - target.TransferOf(k, window)) / window.Range;
            sum += error;
            worst = Math.Max(worst, error);
            count++;
        }

        return new ConversionQuality(sum / count, worst, usedRange, solves);
    }
}
