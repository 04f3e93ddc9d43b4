using Crossbar.Onnx.Tests.Networks;

namespace Crossbar.Benchmarks.Compile;

/// <summary>Networks for images of 224×224 and 1000 classes in their published shapes, with random weights.</summary>
internal static class LargeNetworks
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Func<ModelBuilder>> All { get; } = new Dictionary<string, Func<ModelBuilder>>(StringComparer.Ordinal)
    {
        ["ResNet18"] = () => ResNet(isDeep: false, 2, 2, 2, 2),
        ["ResNet50"] = () => ResNet(isDeep: true, 3, 4, 6, 3),
        ["VGG16"] = Vgg16,
    };

    // He and others, 2016: blocks of two convolutions, or bottlenecks of three, with the stride in the one of 3×3.
    private static ModelBuilder ResNet(bool isDeep, params int[] blocks)
    {
        var n = new RandomNetwork(13, 0, 3, 224, 224);
        var x = n.MaxPool(n.ConvNorm("x", 64, 7, 2), 3, 2, 1);
        for (var stage = 0; stage < blocks.Length; stage++)
        {
            for (var block = 0; block < blocks[stage]; block++)
            {
                var channels = 64 << stage;
                var outputs = isDeep ? 4 * channels : channels;
                var stride = stage > 0 && block == 0 ? 2 : 1;
                var shortcut = stride == 1 && n.ChannelsOf(x) == outputs ? x : n.ConvNorm(x, outputs, 1, stride, activation: "");
                var y = isDeep
                    ? n.ConvNorm(n.ConvNorm(n.ConvNorm(x, channels, 1), channels, stride: stride), outputs, 1, activation: "")
                    : n.ConvNorm(n.ConvNorm(x, channels, stride: stride), channels, activation: "");
                x = n.Node("Relu", [n.Node("Add", [y, shortcut])]);
            }
        }

        n.Classify(x, 1000);
        return n.Model;
    }

    // Simonyan and Zisserman, 2015, configuration D.
    private static ModelBuilder Vgg16()
    {
        var n = new RandomNetwork(13, 0, 3, 224, 224);
        var x = "x";
        foreach (var (channels, count) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (var k = 0; k < count; k++)
                x = n.Node("Relu", [n.Conv(x, channels)]);
            x = n.MaxPool(x, 2, 2);
        }

        x = n.Node("Relu", [n.Dense(n.Node("Flatten", [x]), 512 * 7 * 7, 4096)]);
        n.Dense(n.Node("Relu", [n.Dense(x, 4096, 4096)]), 4096, 1000);
        return n.Model;
    }
}
