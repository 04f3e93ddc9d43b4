using Crossbar.Compiler.Tests.Mapping;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>A digital network with what is hard about convolutions: negative inputs, padding, stride, groups, a branch, a dense end.</summary>
internal static class SmallNetwork
{
    public static TensorShape Input { get; } = new(3, 10, 10);

    public static NetworkDesign Create()
    {
        var middle = new TensorShape(6, 5, 5);
        return new NetworkDesign
        {
            InputShape = Input,
            Layers =
            [
                Convolution("first", 0, new TensorShape(6, 10, 10), Padded(1), 27, 1),
                new MaxPool { Name = "pool", Inputs = [1], OutputShape = middle, Window = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 } },
                Convolution("grouped", 2, middle, Padded(1), 18, 3),
                new Relu { Name = "relu", Inputs = [3], OutputShape = middle },
                Convolution("shortcut", 2, middle, WindowGeometry.Point, 6, 1),
                new Add { Name = "add", Inputs = [4, 5], OutputShape = middle },
                new Reshape { Name = "flatten", Inputs = [6], OutputShape = new TensorShape(150) },
                Convolution("dense", 7, new TensorShape(4), WindowGeometry.Point, 150, 1),
            ],
        };
    }

    /// <summary>Images with values in [−1, 1).</summary>
    public static float[][] Images(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Input.Length).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];
    }

    private static WindowGeometry Padded(int padding) =>
        new(3, 3) { PadTop = padding, PadLeft = padding, PadBottom = padding, PadRight = padding };

    private static Convolution Convolution(string name, int from, TensorShape output, WindowGeometry window, int kernelLength, int groups) => new()
    {
        Name = name,
        Inputs = [from],
        OutputShape = output,
        Window = window,
        Groups = groups,
        Weights = [.. Weights.Normal(output.Channels * kernelLength, name.Length, 1 / Math.Sqrt(kernelLength))],
        Bias = [.. Weights.Normal(output.Channels, 7)],
    };
}
