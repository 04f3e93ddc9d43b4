using Crossbar.Onnx.Tests.Networks;

namespace Crossbar.Benchmarks.Inference;

/// <summary>Networks with depthwise and grouped convolutions, of random weights: nothing that is timed depends on values.</summary>
internal static class GroupedNetworks
{
    private static readonly int[] SwapGroups = [0, 2, 1, 3, 4];

    private static readonly int[] Three = [3, 3];

    private static readonly int[] Two = [2, 2];

    private static readonly int[] OneAround = [1, 1, 1, 1];

    /// <summary>MobileNetV1 of a quarter of the channels for images of 96×96 (Howard and others, 2017), as in MLPerf Tiny's benchmark of visual wake words.</summary>
    public static ModelBuilder MobileNetV1()
    {
        var n = new RandomNetwork(13, 0, 3, 96, 96);
        var x = n.ConvNorm("x", 8, stride: 2);
        foreach (var (outputs, stride) in new[]
        {
            (16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (128, 1), (128, 1), (128, 1), (128, 1), (256, 2), (256, 1),
        })
        {
            x = n.ConvNorm(n.ConvNorm(x, n.ChannelsOf(x), stride: stride, groups: n.ChannelsOf(x)), outputs, 1);
        }

        n.Classify(x, 2);
        return n.Model;
    }

    /// <summary>MobileNetV2 of half of the channels for images of 32×32 (Sandler and others, 2018): the first two halvings of the image are left out.</summary>
    public static ModelBuilder MobileNetV2()
    {
        var n = new RandomNetwork(13, 0, 3, 32, 32);
        var x = n.ConvNorm("x", 16, activation: "Relu6");
        foreach (var (expansion, outputs, count, first) in new[]
        {
            (1, 8, 1, 1), (6, 16, 2, 1), (6, 16, 3, 2), (6, 32, 4, 2), (6, 48, 3, 1), (6, 80, 3, 2), (6, 160, 1, 1),
        })
        {
            for (var k = 0; k < count; k++)
                x = Inverted(n, x, expansion, outputs, k == 0 ? first : 1);
        }

        n.Classify(n.ConvNorm(x, 320, 1, activation: "Relu6"), 10);
        return n.Model;
    }

    /// <summary>ShuffleNet of a quarter of the channels of g = 3 for images of 96×96 (Zhang and others, 2018): grouped 1×1 convolutions around depthwise ones.</summary>
    public static ModelBuilder ShuffleNet()
    {
        const int Groups = 3;
        var n = new RandomNetwork(13, 0, 3, 96, 96);
        var x = n.MaxPool(n.ConvNorm("x", 12, stride: 2), 3, 2, 1);
        var size = 24;
        foreach (var (outputs, count) in new[] { (60, 4), (120, 8), (240, 4) })
        {
            size /= 2;
            for (var k = 0; k < count; k++)
                x = Shuffled(n, x, outputs, Groups, k == 0 ? 2 : 1, size);
        }

        n.Classify(x, 10);
        return n.Model;
    }

    /// <summary>A ResNeXt of 20 layers for images of 32×32 (Xie and others, 2017): 3×3 convolutions in eight groups.</summary>
    public static ModelBuilder ResNeXt()
    {
        const int Groups = 8;
        var n = new RandomNetwork(13, 0, 3, 32, 32);
        var x = n.ConvNorm("x", 32);
        foreach (var (width, first) in new[] { (32, 1), (64, 2), (128, 2) })
        {
            foreach (var stride in new[] { first, 1 })
            {
                var shortcut = n.ChannelsOf(x) == 2 * width ? x : n.ConvNorm(x, 2 * width, 1, stride, activation: "");
                var y = n.ConvNorm(n.ConvNorm(x, width, 1), width, stride: stride, groups: Groups);
                x = n.Node("Relu", [n.Node("Add", [n.ConvNorm(y, 2 * width, 1, activation: ""), shortcut])]);
            }
        }

        n.Classify(x, 10);
        return n.Model;
    }

    private static string Inverted(RandomNetwork n, string x, int expansion, int outputs, int stride)
    {
        var y = expansion == 1 ? x : n.ConvNorm(x, expansion * n.ChannelsOf(x), 1, activation: "Relu6");
        y = n.ConvNorm(n.ConvNorm(y, n.ChannelsOf(y), stride: stride, groups: n.ChannelsOf(y), activation: "Relu6"), outputs, 1, activation: "");
        return stride == 1 && n.ChannelsOf(x) == outputs ? n.Node("Add", [x, y]) : y;
    }

    private static string Shuffled(RandomNetwork n, string x, int outputs, int groups, int stride, int size)
    {
        var narrow = outputs / 4 / groups * groups;
        var y = n.ConvNorm(x, narrow, 1, groups: groups);
        var before = size * stride;
        y = n.Node("Reshape", [y, n.Integers(0, groups, narrow / groups, before, before)], narrow);
        y = n.Node("Transpose", [y], narrow, ("perm", SwapGroups));
        y = n.Node("Reshape", [y, n.Integers(0, narrow, before, before)], narrow);
        y = n.ConvNorm(y, narrow, stride: stride, groups: narrow, activation: "");
        if (stride == 1)
            return n.Node("Relu", [n.Node("Add", [x, n.ConvNorm(y, outputs, 1, groups: groups, activation: "")])]);
        var pooled = n.Node("AveragePool", [x], null, ("kernel_shape", Three), ("strides", Two), ("pads", OneAround));
        return n.Node("Relu", [n.Concat(pooled, n.ConvNorm(y, outputs - n.ChannelsOf(x), 1, groups: groups, activation: ""))]);
    }
}
