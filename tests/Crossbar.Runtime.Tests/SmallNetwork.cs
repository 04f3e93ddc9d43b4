using Crossbar.Runtime.Tests.Layers;
using Crossbar.Runtime.Tests.Layers.Crossbars;

namespace Crossbar.Runtime.Tests;

/// <summary>A network with every kind of layer: crossbars in blocks and one position at a time, a branch, pools.</summary>
internal static class SmallNetwork
{
    public const int Classes = 3;

    public static TensorShape Input { get; } = new(2, 9, 9);

    public static NetworkDesign Create(int seed = 1, bool endsInSoftmax = false)
    {
        var random = new Random(seed);
        Layer[] layers =
        [
            Conv(random, 0, Input, new TensorShape(4, 9, 9), new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }),
            new Relu { Name = "relu", Inputs = [1], OutputShape = new TensorShape(4, 9, 9) },
            Digital(random, 2, new TensorShape(4, 9, 9), new TensorShape(4, 9, 9)),
            new Add { Name = "add", Inputs = [2, 3], OutputShape = new TensorShape(4, 9, 9) },
            new MaxPool { Name = "max", Inputs = [4], OutputShape = new TensorShape(4, 4, 4), Window = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 } },
            new ScaleShift { Name = "bn", Inputs = [5], OutputShape = new TensorShape(4, 4, 4), Scale = [1, 2, 0.5f, 1], Shift = [0.1f] },
            new AveragePool { Name = "mean", Inputs = [6], OutputShape = new TensorShape(4, 2, 2), Window = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 } },
            new Reshape { Name = "flat", Inputs = [7], OutputShape = new TensorShape(16) },
            Conv(random, 8, new TensorShape(16), new TensorShape(Classes), WindowGeometry.Point),
        ];
        if (endsInSoftmax)
            layers = [.. layers, new Softmax { Name = "softmax", Inputs = [9], OutputShape = new TensorShape(Classes) }];
        return new NetworkDesign { InputShape = Input, Layers = [.. layers] };
    }

    public static float[] Images(int count, int seed = 2) => OneLayer.Numbers(new Random(seed), count * Input.Length, 0, 1);

    private static Layer Conv(Random random, int from, TensorShape input, TensorShape output, WindowGeometry window)
    {
        var c = ConvolutionCase.Create(window, input, output, random);
        return TiledConvolution.Create(c, random, hasReference: true, dacBits: 8, adcBits: 8) with { Name = $"conv{from}", Inputs = [from] };
    }

    private static Layer Digital(Random random, int from, TensorShape input, TensorShape output) =>
        ConvolutionCase.Create(WindowGeometry.Point, input, output, random).Digital() with { Name = $"conv{from}", Inputs = [from] };
}
