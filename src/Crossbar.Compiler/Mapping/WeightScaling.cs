using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Chooses which conductance stands for weight 0 and how much a unit of weight adds to it (design 2.2). Everything here is
/// relative to the usable range, so that the conversion can choose the range afterwards.
/// </summary>
internal static class WeightScaling
{
    /// <summary>The normalised target of one block of weights.</summary>
    /// <param name="rows">M.</param>
    /// <param name="outputs">N.</param>
    /// <param name="weights">Row-major [M, N].</param>
    /// <param name="scale">One scale a column, or one for the whole array as in the paper.</param>
    /// <param name="hasReferenceColumn">Whether a column that stands for weight 0 is appended.</param>
    public static NormalizedTarget Normalize(int rows, int outputs, ReadOnlySpan<float> weights, WeightScale scale, bool hasReferenceColumn)
    {
        var columns = MeasureColumns(rows, outputs, weights);
        if (scale == WeightScale.Array)
        {
            var whole = new ColumnRange(columns.Max(c => c.Negative), columns.Max(c => c.Positive), 1);
            Array.Fill(columns, whole);
        }

        var zero = BestZeroLevel(columns);
        var scales = Array.ConvertAll(columns, c => c.ScaleAt(zero));
        var bitLines = outputs + (hasReferenceColumn ? 1 : 0);
        var values = new double[rows * bitLines];
        Array.Fill(values, zero);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < outputs; j++)
                values[(i * bitLines) + j] = Math.Clamp(zero + (scales[j] * weights[(i * outputs) + j]), 0, 1);
        }

        return new NormalizedTarget(bitLines, values, zero, scales);
    }

    private static ColumnRange[] MeasureColumns(int rows, int outputs, ReadOnlySpan<float> weights)
    {
        var columns = new ColumnRange[outputs];
        for (var j = 0; j < outputs; j++)
        {
            double negative = 0, positive = 0, power = 0;
            for (var i = 0; i < rows; i++)
            {
                double w = weights[(i * outputs) + j];
                negative = Math.Max(negative, -w);
                positive = Math.Max(positive, w);
                power += w * w;
            }

            columns[j] = new ColumnRange(negative, positive, power);
        }

        return columns;
    }

    // A device error of given size weighs 1/scale² in a column's output; relative to the column's signal power that is to be least
    // over all columns. Each column's term is the greater of two convex functions of the level, so the sum has one minimum, and a grid
    // followed by its refinement finds it.
    private static double BestZeroLevel(ColumnRange[] columns)
    {
        double low = 0, high = 1, best = 0.5;
        for (var round = 0; round < 4; round++)
        {
            const int Steps = 64;
            var step = (high - low) / Steps;
            var least = double.PositiveInfinity;
            for (var k = 0; k <= Steps; k++)
            {
                var level = low + (k * step);
                var noise = columns.Sum(c => c.NoiseAt(level));
                if (noise < least)
                    (least, best) = (noise, level);
            }

            (low, high) = (Math.Max(0, best - step), Math.Min(1, best + step));
        }

        return best;
    }

    /// <summary>How far a column's weights reach.</summary>
    /// <param name="Negative">The largest −W, at least 0.</param>
    /// <param name="Positive">The largest W, at least 0.</param>
    /// <param name="Power">Sum of W².</param>
    private readonly record struct ColumnRange(double Negative, double Positive, double Power)
    {
        /// <summary>The largest scale for which the column stays in [0, 1] around a zero level.</summary>
        public double ScaleAt(double level)
        {
            if (Positive == 0 && Negative == 0)
                return 1;
            return Math.Min(
                Positive > 0 ? (1 - level) / Positive : double.PositiveInfinity,
                Negative > 0 ? level / Negative : double.PositiveInfinity);
        }

        public double NoiseAt(double level)
        {
            if (Power == 0)
                return 0;
            var scale = ScaleAt(level);
            return scale > 0 ? 1 / (scale * scale * Power) : double.PositiveInfinity;
        }
    }
}
