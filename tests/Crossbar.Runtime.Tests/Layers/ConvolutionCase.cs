namespace Crossbar.Runtime.Tests.Layers;

/// <summary>A pseudo-random convolution with its input, reproducible from its number.</summary>
internal sealed class ConvolutionCase
{
    private ConvolutionCase(WindowGeometry window, TensorShape input, TensorShape output, int groups, Random random, bool positive)
    {
        (Window, Input, Output, Groups) = (window, input, output, groups);
        KernelLength = input.Channels / groups * window.Taps;
        X = OneLayer.Numbers(random, input.Length, positive ? 0 : -1, 1);
        Weights = OneLayer.Numbers(random, output.Channels * KernelLength, -1, 1);
        Bias = OneLayer.Numbers(random, output.Channels, -1, 1);
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
    public static ConvolutionCase Create(int seed, int maxSize = 12, bool positive = false)
    {
        var random = new Random(seed);
        var groups = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        var channels = groups * random.Next(1, 5);
        var outputs = groups * random.Next(1, 12);
        var window = AnyWindow(random);
        var reachY = ((window.KernelHeight - 1) * window.DilationY) + 1;
        var reachX = ((window.KernelWidth - 1) * window.DilationX) + 1;
        var input = new TensorShape(channels, reachY + random.Next(maxSize), reachX + random.Next(maxSize));
        var output = new TensorShape(
            outputs,
            Reference.OutputSize(input.Height, window.PadTop, window.PadBottom, window.KernelHeight, window.DilationY, window.StrideY),
            Reference.OutputSize(input.Width, window.PadLeft, window.PadRight, window.KernelWidth, window.DilationX, window.StrideX));
        return new ConvolutionCase(window, input, output, groups, random, positive);
    }

    /// <summary>Makes case number <paramref name="seed"/> of many groups of few channels: depthwise, some with several outputs a channel, and grouped.</summary>
    public static ConvolutionCase CreateGrouped(int seed, int maxSize = 24, bool positive = false)
    {
        var random = new Random(seed);
        var groups = random.Next(2, 21);
        var isDepthwise = random.Next(2) == 0;
        var window = AnyWindow(random);
        var input = new TensorShape(
            groups * (isDepthwise ? 1 : random.Next(1, 5)),
            ((window.KernelHeight - 1) * window.DilationY) + 1 + random.Next(maxSize),
            ((window.KernelWidth - 1) * window.DilationX) + 1 + random.Next(maxSize));
        var output = new TensorShape(
            groups * (isDepthwise ? random.Next(1, 3) : random.Next(1, 10)),
            Reference.OutputSize(input.Height, window.PadTop, window.PadBottom, window.KernelHeight, window.DilationY, window.StrideY),
            Reference.OutputSize(input.Width, window.PadLeft, window.PadRight, window.KernelWidth, window.DilationX, window.StrideX));
        return new ConvolutionCase(window, input, output, groups, random, positive);
    }

    /// <summary>A small window with strides, dilations and padding, pseudo-random.</summary>
    public static WindowGeometry AnyWindow(Random random) => new(random.Next(1, 5), random.Next(1, 5))
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

    /// <summary>A case of given shapes, without groups.</summary>
    public static ConvolutionCase Create(WindowGeometry window, TensorShape input, TensorShape output, Random random) =>
        new(window, input, output, 1, random, positive: false);

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
