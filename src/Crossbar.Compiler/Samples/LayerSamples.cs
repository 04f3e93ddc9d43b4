using System.Runtime.CompilerServices;

namespace Crossbar.Compiler.Samples;

/// <summary>What one layer sees on the calibration data: a sample of its unrolled windows.</summary>
/// <param name="Rows">Length of a whole window over all groups, C·taps.</param>
/// <param name="Count">Number of windows.</param>
/// <param name="Images">Number of images that they come from.</param>
/// <param name="Windows">The activations that reach the layer on the chip, row-major [Rows, Count]: one row per tap, as the word lines see them.</param>
/// <param name="SoftwareWindows">The activations at the same places in the digital network, row-major [Rows, Count].</param>
public sealed record LayerSamples(int Rows, int Count, int Images, float[] Windows, float[] SoftwareWindows)
{
    /// <summary>Whether the layer reads the network's own input, whose range has hard ends that every image comes near.</summary>
    public bool ArePixels { get; init; }

    /// <summary>Every so many-th of the windows, the first among them.</summary>
    /// <param name="stride">1 for all.</param>
    public LayerSamples Thinned(int stride)
    {
        if (stride == 1)
            return this;
        var count = (Count + stride - 1) / stride;
        return this with { Count = count, Windows = Thin(Windows), SoftwareWindows = Thin(SoftwareWindows) };

        float[] Thin(float[] windows)
        {
            var thinned = new float[Rows * count];
            for (var row = 0; row < Rows; row++)
                Take(windows.AsSpan(row * Count, Count), stride, thinned.AsSpan(row * count, count));
            return thinned;
        }
    }

    // Compiled in full at once: it runs once per compile, over all that the layers saw.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(ReadOnlySpan<float> from, int stride, Span<float> to)
    {
        for (var k = 0; k < to.Length; k++)
            to[k] = from[k * stride];
    }

    /// <summary>The activations of one word line over all windows.</summary>
    public ReadOnlySpan<float> Row(int row) => Windows.AsSpan(row * Count, Count);

    /// <summary>The activations of neighbouring rows, [rows, Count].</summary>
    /// <param name="rows">The rows.</param>
    public ReadOnlySpan<float> Of(RowBlock rows) => Windows.AsSpan(rows.First * Count, rows.Count * Count);

    /// <summary>The activations that the DACs of an array meet: those of its rows, or of all rows where a layer's DACs share their range.</summary>
    /// <param name="rows">The array's rows.</param>
    /// <param name="scope">Which DACs share a range.</param>
    public ReadOnlySpan<float> MetBy(RowBlock rows, DacRangeScope scope) => scope == DacRangeScope.Layer ? Windows : Of(rows);
}
