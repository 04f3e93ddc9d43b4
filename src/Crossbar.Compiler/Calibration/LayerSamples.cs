namespace Crossbar.Compiler.Calibration;

/// <summary>What one layer sees on the calibration data: a sample of its unrolled windows.</summary>
/// <param name="Rows">Length of a whole window over all groups, C·taps.</param>
/// <param name="Count">Number of windows.</param>
/// <param name="Images">Number of images that they come from.</param>
/// <param name="Windows">The activations, row-major [Rows, Count]: one row a tap, as the word lines see them.</param>
public sealed record LayerSamples(int Rows, int Count, int Images, float[] Windows)
{
    /// <summary>The activations of one word line over all windows.</summary>
    public ReadOnlySpan<float> Row(int row) => Windows.AsSpan(row * Count, Count);
}
