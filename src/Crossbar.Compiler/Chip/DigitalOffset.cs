namespace Crossbar.Compiler.Chip;

/// <summary>
/// What an array's digitally subtracted offset really is. Where cells, wires or conversion are not what the design has them for, each input still transfers about
/// a weight times a scale, and an offset; the offset, times the sum of the inputs, is as large as all weights together, so that no gain makes up for one that is off.
/// </summary>
internal static class DigitalOffset
{
    /// <summary>The array with the offsets that its own transfer has: the intercepts of straight lines through transfers over weights, column by column.</summary>
    /// <param name="array">The array.</param>
    /// <returns>The array itself where nothing is subtracted digitally.</returns>
    public static ProgrammedArray Measured(ProgrammedArray array)
    {
        if (!array.HasDigitalOffset)
            return array;
        var nominal = array.Layout.Subtraction == CurrentSubtraction.None ? array.ZeroConductance : 0;
        var combined = array.Combine();
        return array with { ZeroWeights = [.. Enumerable.Range(0, array.OutputCount).Select(j => (float)((nominal - InterceptOf(array, combined, j)) / array.ScaleOf(j)))] };
    }

    private static double InterceptOf(ProgrammedArray array, double[] combined, int output)
    {
        var (rows, outputs) = (array.RowCount, array.OutputCount);
        double weights = 0, transfers = 0;
        for (var k = output; k < rows * outputs; k += outputs)
            (weights, transfers) = (weights + array.Weights[k], transfers + combined[k]);
        (weights, transfers) = (weights / rows, transfers / rows);
        double variance = 0, covariance = 0;
        for (var k = output; k < rows * outputs; k += outputs)
        {
            var deviation = array.Weights[k] - weights;
            (variance, covariance) = (variance + (deviation * deviation), covariance + (deviation * (combined[k] - transfers)));
        }

        // Weights that are all alike tell nothing of the scale.
        var scale = variance > 0 ? covariance / variance : array.ScaleOf(output);
        return transfers - (scale * weights);
    }
}
