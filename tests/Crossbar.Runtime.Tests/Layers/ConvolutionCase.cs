using Crossbar.Runtime.Layers;

namespace Crossbar.Runtime.Tests.Layers;

/// <summary>A pseudo-random convolution with its input, reproducible from its number.</summary>
internal sealed class ConvolutionCase
{
    private ConvolutionCase(Random random, int maxSize, bool positive)
    {
        Groups = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        var channels = Groups * random.Next(1, 5);
        var outputs = Groups * random.Next(1, 12);
        var window = new WindowGeometry(random.Next(1, 5), random.Next(1, 5))
        {
            StrideY = random.Next(1, 4),
            StrideX = random.Next(1, 4),
            DilationY = random.Next(1, 3),
            DilationX = random.Next(1, 3),
            PadTop = random.Next(0, 3),
            PadLeft = random.Next(0, 3),
            PadBottom = random.Next(0, 3),
            PadRight = random.Next(0, 3),
        };
        Window = window;
        var reachY = ((window.KernelHeight - 1) * window.DilationY) + 1;
        var reachX = ((window.KernelWidth - 1) * window.DilationX) + 1;
        Input = new TensorShape(channels, reachY + random.Next(maxSize), reachX + random.Next(maxSize));
        Output = new TensorShape(
            outputs,
            Reference.OutputSize(Input.Height, window.PadTop, window.PadBottom, window.KernelHeight, window.DilationY, window.StrideY),
            Reference.OutputSize(Input.Width, window.PadLeft, window.PadRight, window.KernelWidth, window.DilationX, window.StrideX));
        KernelLength = channels / Groups * window.Taps;
        X = OneLayer.Numbers(random, Input.Length, positive ? 0 : -1, 1);
        Weights = OneLayer.Numbers(random, outputs * KernelLength, -1, 1);
        Bias = OneLayer.Numbers(random, outputs, -1, 1);
    }

    public WindowGeometry Window { get; }

    public TensorShape Input { get; }

    public TensorShape Output { get; }

    public int Groups { get; }

    public int KernelLength { get; }

    public float[] X { get; }

    public float[] Weights { get; }

    public float[] Bias { get; }

    /// <summary>The result by definition.</summary>
    public double[] Expected => Reference.Convolve(Window, Input, Output, Groups, X, Weights, Bias);

    /// <summary>Makes case number <paramref name="seed"/>; sizes reach from the window's to <paramref name="maxSize"/> more.</summary>
    public static ConvolutionCase Create(int seed, int maxSize = 12, bool positive = false) => new(new Random(seed), maxSize, positive);

    public Convolution Digital() => new()
    {
        Name = "conv",
        Inputs = [0],
        OutputShape = Output,
        Window = Window,
        Groups = Groups,
        Weights = [.. Weights],
        Bias = [.. Bias],
    };

    public override string ToString() => $"{Input} -> {Output}, {Groups} groups, {Window}";
}
