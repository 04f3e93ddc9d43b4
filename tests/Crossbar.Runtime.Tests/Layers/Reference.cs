namespace Crossbar.Runtime.Tests.Layers;

/// <summary>What layers compute, by their definitions: one loop a dimension, in double precision.</summary>
internal static class Reference
{
    /// <summary>Output size along one axis (ONNX, Conv and pooling operators).</summary>
    public static int OutputSize(int size, int before, int after, int kernel, int dilation, int stride, bool ceil = false)
    {
        var span = size + before + after - (((kernel - 1) * dilation) + 1);
        return (ceil ? (span + stride - 1) / stride : span / stride) + 1;
    }

    /// <summary>A grouped, strided, padded, dilated convolution.</summary>
    public static double[] Convolve(
        WindowGeometry w, TensorShape input, TensorShape output, int groups, ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        var y = new double[output.Length];
        var channels = input.Channels / groups;
        var outputs = output.Channels / groups;
        for (var o = 0; o < output.Channels; o++)
        {
            for (var oy = 0; oy < output.Height; oy++)
            {
                for (var ox = 0; ox < output.Width; ox++)
                {
                    double sum = bias[o];
                    for (var c = 0; c < channels; c++)
                    {
                        for (var ky = 0; ky < w.KernelHeight; ky++)
                        {
                            for (var kx = 0; kx < w.KernelWidth; kx++)
                            {
                                var weight = weights[(((((o * channels) + c) * w.KernelHeight) + ky) * w.KernelWidth) + kx];
                                sum += weight * Pixel(x, input, (o / outputs * channels) + c, Row(w, oy, ky), Column(w, ox, kx));
                            }
                        }
                    }

                    y[(((o * output.Height) + oy) * output.Width) + ox] = sum;
                }
            }
        }

        return y;
    }

    /// <summary>The values of one pooling window that lie inside the image, and how many taps lie inside the padded image.</summary>
    public static (List<double> Inside, int Padded) Window(WindowGeometry w, TensorShape input, ReadOnlySpan<float> x, int c, int oy, int ox)
    {
        var inside = new List<double>();
        var padded = 0;
        for (var ky = 0; ky < w.KernelHeight; ky++)
        {
            for (var kx = 0; kx < w.KernelWidth; kx++)
            {
                var (row, column) = (Row(w, oy, ky), Column(w, ox, kx));
                if (row >= 0 && row < input.Height && column >= 0 && column < input.Width)
                    inside.Add(Pixel(x, input, c, row, column));
                if (row < input.Height + w.PadBottom && column < input.Width + w.PadRight)
                    padded++;
            }
        }

        return (inside, padded);
    }

    private static int Row(WindowGeometry w, int oy, int ky) => (oy * w.StrideY) - w.PadTop + (ky * w.DilationY);

    private static int Column(WindowGeometry w, int ox, int kx) => (ox * w.StrideX) - w.PadLeft + (kx * w.DilationX);

    private static double Pixel(ReadOnlySpan<float> x, TensorShape input, int c, int row, int column) =>
        row < 0 || row >= input.Height || column < 0 || column >= input.Width
            ? 0
            : x[(((c * input.Height) + row) * input.Width) + column];
}
