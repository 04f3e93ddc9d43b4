namespace Crossbar.Compiler.Loading;

/// <summary>
/// A stand-in for a photograph: blotches of a few sizes and a little grain over the whole range of pixel values, so that a model
/// without calibration data gets ranges of the right order.
/// </summary>
internal static class SyntheticImage
{
    private static readonly int[] BlotchCounts = [2, 4, 8];

    /// <summary>Makes image number <paramref name="index"/>, [C, H, W] flattened, scaled as the network's byte images are.</summary>
    public static float[] Create(NetworkDesign design, int seed, int index)
    {
        var shape = design.InputShape;
        var random = RandomSequence.For(seed, -1, index);
        var pixels = new byte[shape.Length];
        var plane = new double[shape.Height * shape.Width];
        for (var c = 0; c < shape.Channels; c++)
        {
            Array.Clear(plane);
            foreach (var count in BlotchCounts)
                AddBlotches(plane, shape.Height, shape.Width, count, 1.0 / count, ref random);
            var (low, high) = (plane.Min(), plane.Max());
            for (var k = 0; k < plane.Length; k++)
            {
                var level = high > low ? (plane[k] - low) / (high - low) : 0.5;
                pixels[(c * plane.Length) + k] = (byte)Math.Clamp((255 * level) + (8 * random.NextNormal()), 0, 255);
            }
        }

        var image = new float[shape.Length];
        design.Normalization.Apply(pixels, shape.Channels, image);
        return image;
    }

    // Bilinear interpolation of a coarse grid of random heights.
    private static void AddBlotches(double[] plane, int height, int width, int count, double weight, ref RandomSequence random)
    {
        var grid = new double[(count + 1) * (count + 1)];
        foreach (ref var knot in grid.AsSpan())
            knot = random.NextUniform();
        for (var y = 0; y < height; y++)
        {
            var (gy, fy) = Math.DivRem(y * count, height) is var (qy, ry) ? (qy, ry / (double)height) : default;
            for (var x = 0; x < width; x++)
            {
                var (gx, fx) = Math.DivRem(x * count, width) is var (qx, rx) ? (qx, rx / (double)width) : default;
                var top = (grid[(gy * (count + 1)) + gx] * (1 - fx)) + (grid[(gy * (count + 1)) + gx + 1] * fx);
                var bottom = (grid[((gy + 1) * (count + 1)) + gx] * (1 - fx)) + (grid[((gy + 1) * (count + 1)) + gx + 1] * fx);
                plane[(y * width) + x] += weight * ((top * (1 - fy)) + (bottom * fy));
            }
        }
    }
}
