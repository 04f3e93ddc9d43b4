using Crossbar.Compiler.Netlists.Pictures;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>A quantity of an array's cells, a byte per pixel.</summary>
/// <param name="Minimum">What byte 0 stands for; 0 where there is no value at all.</param>
/// <param name="Maximum">What byte 254 stands for.</param>
/// <param name="Values">The pixels row by row, 255 for nothing, as base64.</param>
public sealed record HeatMap(double Minimum, double Maximum, string Values)
{
    /// <summary>The map of some values.</summary>
    /// <param name="values">One per cell, row-major [rows, columns]; NaN where there is none.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="block">A pixel is the mean of so many rows and columns.</param>
    public static HeatMap Of(ReadOnlySpan<double> values, int columns, int block)
    {
        var pixels = Means(values, columns, block);
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in pixels)
        {
            if (!double.IsNaN(value))
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }

        if (minimum > maximum)
            (minimum, maximum) = (0, 0);
        var scale = new HeatScale(minimum, maximum);
        return new HeatMap(
            minimum, maximum, Convert.ToBase64String(Array.ConvertAll(pixels, value => double.IsNaN(value) ? HeatScale.Nothing : scale.IndexOf(value))));
    }

    private static double[] Means(ReadOnlySpan<double> values, int columns, int block)
    {
        var rows = values.Length / columns;
        var width = (columns + block - 1) / block;
        var pixels = new double[width * ((rows + block - 1) / block)];
        var counts = new int[pixels.Length];
        for (var k = 0; k < values.Length; k++)
        {
            if (double.IsNaN(values[k]))
                continue;
            var pixel = (k / columns / block * width) + (k % columns / block);
            pixels[pixel] += values[k];
            counts[pixel]++;
        }

        for (var k = 0; k < pixels.Length; k++)
            pixels[k] = counts[k] == 0 ? double.NaN : pixels[k] / counts[k];
        return pixels;
    }
}
