namespace Crossbar.Runtime.FixedPoint;

/// <summary>Tabulates a function of each element.</summary>
internal static class TablePlan
{
    /// <summary>Makes the table: as fine as <see cref="FixedPointTable.MaxSegments"/> allow between the numbers beyond which the function is constant.</summary>
    /// <param name="layer">The function.</param>
    /// <param name="input">Format of its argument.</param>
    /// <param name="demand">What is wanted of its value.</param>
    /// <exception cref="NotSupportedException">The function has no value at what its argument can become.</exception>
    public static FixedPointTable Of(Unary layer, FixedPointFormat input, ValueDemand demand)
    {
        // Of 32 bits their distance is not.
        var (first, last) = ((long)input.Minimum, Math.Max(input.Maximum, input.Minimum + 1L));
        while (true)
        {
            var shift = 0;
            while ((last - first + (1L << shift) - 1) >> shift > FixedPointTable.MaxSegments)
                shift++;
            var values = Values(layer, input, first, shift, (int)((last - first + (1L << shift) - 1) >> shift) + 1);
            var output = LayerPlan.FormatOf(demand, values.Min(), values.Max());
            var points = Array.ConvertAll(values, value => (int)Math.Clamp(Math.Floor(Math.ScaleB(value, output.FractionBits) + 0.5), output.Minimum, output.Maximum));
            var (same, end) = (0, points.Length - 1);
            while (same < end - 1 && points[same + 1] == points[0])
                same++;
            while (end > same + 1 && points[end - 1] == points[^1])
                end--;
            // As many segments in what is left are shorter, or they are as short as they were.
            if (shift == 0 || (end - same) << 1 > FixedPointTable.MaxSegments)
                return new FixedPointTable { Layer = layer, Inputs = [input], Output = output, First = (int)(first + ((long)same << shift)), Shift = shift, Points = [.. points[same..(end + 1)]] };
            (first, last) = (first + ((long)same << shift), first + ((long)end << shift));
        }
    }

    private static double[] Values(Unary layer, FixedPointFormat input, long first, int shift, int count)
    {
        var (arguments, values) = (new float[count], new float[count]);
        for (var k = 0; k < count; k++)
            arguments[k] = (float)Math.ScaleB(first + ((double)k * (1L << shift)), -input.FractionBits);
        UnaryFunctions.Apply(layer.Function, layer.Alpha, layer.Beta, arguments, values);
        for (var k = 0; k < count; k++)
        {
            if (!float.IsFinite(values[k]))
            {
                throw new NotSupportedException(FormattableString.Invariant(
                    $"Layer '{layer.Name}' has no fixed-point arithmetic: {layer.Function} has no value at {arguments[k]}, which its argument can become."));
            }
        }

        return Array.ConvertAll(values, value => (double)value);
    }
}
