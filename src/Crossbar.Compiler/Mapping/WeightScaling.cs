namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Chooses which conductance stands for weight 0 and how much a unit of weight adds to it (T = α·W + β, docs/converters.md). Everything here is
/// relative to the usable range, so that the conversion can choose the range afterwards.
/// </summary>
public static class WeightScaling
{
    /// <summary>The normalised target of one block of weights, in the layout's natural order.</summary>
    /// <param name="layout">Lines and arrays of the block.</param>
    /// <param name="weights">Row-major [M, N].</param>
    /// <param name="scale">One scale per column, or one for the whole array as in the paper.</param>
    /// <param name="isInverted">Which outputs are programmed as −W, their scales being negative; null for none.</param>
    public static NormalizedTarget Normalize(ArrayLayout layout, ReadOnlySpan<float> weights, WeightScale scale, bool[]? isInverted = null)
    {
        if (isInverted is not null)
        {
            var inverted = Normalize(layout, Invert(weights, isInverted), scale);
            return inverted with { ColumnScales = [.. inverted.ColumnScales.Select((s, j) => isInverted[j] ? -s : s)] };
        }

        if (layout.Copies > 1)
            return Repeated(Normalize(layout with { Copies = 1 }, weights, scale), layout.Copies);

        var columns = MeasureColumns(layout.RowCount, layout.OutputCount, weights);
        if (scale == WeightScale.Array)
        {
            var whole = new ColumnRange(columns.Max(c => c.Negative), columns.Max(c => c.Positive), 1);
            Array.Fill(columns, whole);
        }

        if (layout.Subtraction is CurrentSubtraction.ColumnPair or CurrentSubtraction.ArrayPair)
            return NormalizePairs(layout, weights, Array.ConvertAll(columns, c => Math.Max(c.Positive, c.Negative) is > 0 and var largest ? 1 / largest : 1));
        // One zero level for the array, so that one reference column (or one digital sum) serves all columns.
        var zero = BestZeroLevel(columns);
        return NormalizeShifted(layout, weights, Array.ConvertAll(columns, c => c.ScaleAt(zero)), zero);
    }

    /// <summary>The normalised target of slices of weights, whose digits are values that lie evenly from 0 to 1, in the layout's natural order.</summary>
    /// <param name="layout">Lines and arrays of the block.</param>
    /// <param name="parts">What the digits contribute to the weights, row-major [M, N].</param>
    /// <param name="scales">How much a unit of weight adds to a value, one per column.</param>
    /// <param name="zeroLevel">The value that is subtracted before the ADC, where there is a reference column.</param>
    /// <param name="zeroWeights">What this value stands for, one per column; empty for 0.</param>
    public static NormalizedTarget NormalizeSlices(ArrayLayout layout, ReadOnlySpan<float> parts, double[] scales, double zeroLevel, ReadOnlySpan<float> zeroWeights)
    {
        if (layout.Copies > 1)
            return Repeated(NormalizeSlices(layout with { Copies = 1 }, parts, scales, zeroLevel, zeroWeights), layout.Copies);
        if (layout.Subtraction is CurrentSubtraction.ColumnPair or CurrentSubtraction.ArrayPair)
            return NormalizePairs(layout, parts, scales);
        var digits = parts.ToArray();
        for (var k = 0; !zeroWeights.IsEmpty && k < digits.Length; k++)
            digits[k] -= zeroWeights[k % zeroWeights.Length];
        return NormalizeShifted(layout, digits, scales, zeroLevel);
    }

    private static NormalizedTarget Repeated(NormalizedTarget single, int copies) =>
        single with { Values = [.. single.Values.SelectMany(value => Enumerable.Repeat(value, copies))] };

    private static NormalizedTarget NormalizeShifted(ArrayLayout layout, ReadOnlySpan<float> weights, double[] scales, double zero)
    {
        var values = new double[layout.CellCount];
        Array.Fill(values, zero);
        for (var i = 0; i < layout.RowCount; i++)
        {
            for (var j = 0; j < layout.OutputCount; j++)
                values[(i * layout.LineCount) + j] = Math.Clamp(zero + (scales[j] * weights[(i * layout.OutputCount) + j]), 0, 1);
        }

        return new NormalizedTarget(values, zero, scales);
    }

    // The positive part of a weight on one cell and the negative part on another: each column has the whole range for either sign.
    private static NormalizedTarget NormalizePairs(ArrayLayout layout, ReadOnlySpan<float> weights, double[] scales)
    {
        var values = new double[layout.CellCount];
        for (var i = 0; i < layout.RowCount; i++)
        {
            for (var j = 0; j < layout.OutputCount; j++)
            {
                var value = scales[j] * weights[(i * layout.OutputCount) + j];
                var cell = layout.Subtraction == CurrentSubtraction.ColumnPair
                    ? (i * layout.LineCount) + (2 * j) + (value < 0 ? 1 : 0)
                    : (((value < 0 ? layout.RowCount : 0) + i) * layout.LineCount) + j;
                values[cell] = Math.Min(Math.Abs(value), 1);
            }
        }

        return new NormalizedTarget(values, 0, scales);
    }

    private static float[] Invert(ReadOnlySpan<float> weights, bool[] isInverted)
    {
        var inverted = weights.ToArray();
        for (var k = 0; k < inverted.Length; k++)
            inverted[k] = isInverted[k % isInverted.Length] ? -inverted[k] : inverted[k];
        return inverted;
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
