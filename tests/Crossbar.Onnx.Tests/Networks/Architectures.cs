namespace Crossbar.Onnx.Tests.Networks;

/// <summary>Networks in the manner of well-known ones, smaller, and ResNet-18 as it is. Each is written in another operator set.</summary>
internal static class Architectures
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Func<ModelBuilder>> All { get; } = new Dictionary<string, Func<ModelBuilder>>(StringComparer.Ordinal)
    {
        ["Vgg"] = Vgg,
        ["SqueezeNet"] = SqueezeNet,
        ["DenseNet"] = DenseNet,
        ["MobileNetV1"] = MobileNetV1,
        ["MobileNetV2"] = MobileNetV2,
        ["MobileNetV3"] = () => MobileNetV3(14),
        ["MobileNetV3 of an older exporter"] = () => MobileNetV3(11),
        ["ShuffleNet"] = ShuffleNet,
        ["GoogLeNet"] = GoogLeNet,
        ["EfficientNetLite"] = EfficientNetLite,
        ["UNet"] = UNet,
        ["ResNet18"] = ResNet18,
    };

    public static ModelBuilder Vgg()
    {
        var n = new RandomNetwork(7, 0, 3, 32, 32);
        var x = "x";
        foreach (var (channels, count) in new[] { (16, 2), (32, 2), (64, 3) })
        {
            for (var k = 0; k < count; k++)
                x = n.Node("Relu", [n.Conv(x, channels)]);
            x = n.MaxPool(x, 2, 2);
        }

        x = n.Node("Relu", [n.Dense(n.Node("Flatten", [x]), 64 * 16, 64)]);
        n.Dense(n.Node("Dropout", [x]), 64, 10);
        return n.Model;
    }

    public static ModelBuilder SqueezeNet()
    {
        var n = new RandomNetwork(12, 0, 3, 48, 48);
        var x = n.MaxPool(n.Node("Relu", [n.Conv("x", 24, 3, 2)]), 3, 2, ceil: true);
        foreach (var (squeeze, expand) in new[] { (8, 16), (8, 16), (12, 24) })
        {
            x = n.Node("Relu", [n.Conv(x, squeeze, 1)]);
            x = n.Concat(n.Node("Relu", [n.Conv(x, expand, 1)]), n.Node("Relu", [n.Conv(x, expand)]));
        }

        x = n.Node("Relu", [n.Conv(n.Node("Dropout", [x]), 10, 1)]);
        n.Node("Flatten", [n.Node("GlobalAveragePool", [x])]);
        return n.Model;
    }

    public static ModelBuilder DenseNet()
    {
        const int Growth = 8;
        var n = new RandomNetwork(9, 0, 3, 32, 32);
        var x = n.Conv("x", 16, bias: false);
        for (var block = 0; block < 3; block++)
        {
            for (var k = 0; k < 3; k++)
            {
                // Normalisation comes before the convolution here and cannot be folded into the one before it.
                var narrow = n.Conv(n.Node("Relu", [n.Norm(x)]), 4 * Growth, 1, bias: false);
                x = n.Concat(x, n.Conv(n.Node("Relu", [n.Norm(narrow)]), Growth, bias: false));
            }

            if (block < 2)
                x = n.Node("AveragePool", [n.Conv(n.Node("Relu", [n.Norm(x)]), n.ChannelsOf(x) / 2, 1, bias: false)], null, ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
        }

        n.Classify(n.Node("Relu", [n.Norm(x)]), 10);
        return n.Model;
    }

    public static ModelBuilder MobileNetV1()
    {
        var n = new RandomNetwork(10, 0, 3, 32, 32);
        var x = n.ConvNorm("x", 16, stride: 2);
        foreach (var (outputs, stride) in new[] { (32, 1), (64, 2), (64, 1), (96, 2) })
            x = n.ConvNorm(n.ConvNorm(x, n.ChannelsOf(x), stride: stride, groups: n.ChannelsOf(x)), outputs, 1);
        n.Node("Softmax", [n.Classify(x, 10)]);
        return n.Model;
    }

    public static ModelBuilder MobileNetV2()
    {
        var n = new RandomNetwork(13, 0, 3, 32, 32);
        n.Classify(n.ConvNorm(Inverted(n, n.ConvNorm("x", 16, stride: 2, activation: "Relu6")), 64, 1, activation: "Relu6"), 10);
        return n.Model;
    }

    public static ModelBuilder EfficientNetLite()
    {
        var n = new RandomNetwork(15, 0, 3, 40, 40);
        var x = n.ConvNorm("x", 16, stride: 2, activation: "Relu6");
        x = Inverted(n, Inverted(n, x), kernel: 5);
        // As TensorFlow's exporter writes the head.
        var mean = n.Node("ReduceMean", [n.ConvNorm(x, 80, 1, activation: "Relu6")], null, ("axes", new[] { 2, 3 }), ("keepdims", 0));
        n.Dense(mean, 80, 10);
        return n.Model;
    }

    public static ModelBuilder MobileNetV3(int opset)
    {
        var n = new RandomNetwork(opset, 0, 3, 40, 40);
        var x = n.ConvNorm("x", 16, stride: 2, activation: "HardSwish");
        foreach (var (kernel, expanded, outputs, stride, activation, excites) in new[] { (3, 32, 16, 1, "Relu", true), (5, 48, 24, 2, "HardSwish", true), (5, 72, 24, 1, "HardSwish", false) })
        {
            var y = n.ConvNorm(x, expanded, 1, activation: activation);
            y = n.ConvNorm(y, expanded, kernel, stride, expanded, activation);
            if (excites)
                y = n.Excite(y, expanded / 4);
            y = n.ConvNorm(y, outputs, 1, activation: "");
            x = stride == 1 && n.ChannelsOf(x) == outputs ? n.Node("Add", [x, y]) : y;
        }

        x = n.Node("GlobalAveragePool", [n.ConvNorm(x, 64, 1, activation: "HardSwish")]);
        x = n.Activate(n.Conv(x, 96, 1), "HardSwish");
        n.Dense(n.Node("Flatten", [x]), 96, 10);
        return n.Model;
    }

    public static ModelBuilder ShuffleNet()
    {
        var n = new RandomNetwork(16, 0, 3, 32, 32);
        var x = n.MaxPool(n.ConvNorm("x", 24, stride: 2), 3, 2, 1);
        // A unit that halves the image, then units that split the channels.
        var left = n.ConvNorm(n.ConvNorm(x, 24, stride: 2, groups: 24, activation: ""), 29, 1);
        x = Shuffle(n, n.Concat(left, Branch(n, x, 29, 2)));
        for (var k = 0; k < 2; k++)
        {
            n.Node("Split", [x, n.Integers(29, 29)], 29, ("axis", 1));
            var second = $"second{k}";
            n.Model.LastNode.Output.Add(second);
            var first = n.Model.LastNode.Output[0];
            var right = n.Node("Identity", [second], 29);
            x = Shuffle(n, n.Concat(first, Branch(n, right, 29, 1)));
        }

        n.Classify(n.ConvNorm(x, 64, 1), 10);
        return n.Model;
    }

    public static ModelBuilder GoogLeNet()
    {
        var n = new RandomNetwork(8, 0, 3, 48, 48);
        var x = n.MaxPool(n.Node("Relu", [n.Conv("x", 24, 7, 2)]), 3, 2, 1);
        x = n.Node("LRN", [x], null, ("size", 5), ("alpha", 1e-2f), ("beta", 0.75f));
        for (var k = 0; k < 2; k++)
        {
            x = n.Concat(
                n.Node("Relu", [n.Conv(x, 16, 1)]),
                n.Node("Relu", [n.Conv(n.Node("Relu", [n.Conv(x, 12, 1)]), 20)]),
                n.Node("Relu", [n.Conv(n.Node("Relu", [n.Conv(x, 6, 1)]), 8, 5)]),
                n.Node("Relu", [n.Conv(n.MaxPool(x, 3, 1, 1), 8, 1)]));
        }

        n.Node("Softmax", [n.Classify(x, 10)]);
        return n.Model;
    }

    /// <summary>Segmentation: transposed convolution, resizing, skip connections and a class for each pixel.</summary>
    public static ModelBuilder UNet()
    {
        var n = new RandomNetwork(17, 0, 3, 24, 24);
        var a = n.Node("LeakyRelu", [n.Conv("x", 8)], null, ("alpha", 0.1f));
        var b = n.Node("Elu", [n.Conv(n.MaxPool(a, 2, 2), 16)]);
        var c = n.Node("Tanh", [n.Conv(n.MaxPool(b, 2, 2), 24)]);
        var weights = n.Constant([24, 16, 2, 2], new Random(7).NextSingle);
        var up = n.Node("ConvTranspose", [c, weights], 16, ("strides", new[] { 2, 2 }));
        var scales = n.Constant([4], new Queue<float>([1, 1, 2, 2]).Dequeue);
        var d = n.Node("Relu", [n.Conv(n.Concat(b, n.Node("InstanceNormalization", [up, n.Constant([16], () => 1), n.Constant([16], () => 0.1f)])), 16)]);
        var resized = n.Node("Resize", [d, "", scales], 16, ("mode", "linear"), ("coordinate_transformation_mode", "pytorch_half_pixel"));
        var logits = n.Conv(n.Concat(a, resized), 5, 1);
        n.Node("Softmax", [logits], 5, ("axis", 1));
        return n.Model;
    }

    /// <summary>ResNet-18 for images of 224×224 (He and others, 2016): 11.7 million weights.</summary>
    public static ModelBuilder ResNet18()
    {
        var n = new RandomNetwork(13, 0, 3, 224, 224);
        var x = n.MaxPool(n.ConvNorm("x", 64, 7, 2), 3, 2, 1);
        foreach (var (channels, first) in new[] { (64, 1), (128, 2), (256, 2), (512, 2) })
        {
            foreach (var stride in new[] { first, 1 })
            {
                var shortcut = stride == 1 && n.ChannelsOf(x) == channels ? x : n.ConvNorm(x, channels, 1, stride, activation: "");
                x = n.Node("Relu", [n.Node("Add", [n.ConvNorm(n.ConvNorm(x, channels, stride: stride), channels, activation: ""), shortcut])]);
            }
        }

        n.Classify(x, 1000);
        return n.Model;
    }

    private static string Inverted(RandomNetwork n, string x, int kernel = 3)
    {
        foreach (var (outputs, stride) in new[] { (24, 2), (24, 1) })
        {
            var expanded = 3 * n.ChannelsOf(x);
            var y = n.ConvNorm(x, expanded, 1, activation: "Relu6");
            y = n.ConvNorm(n.ConvNorm(y, expanded, kernel, stride, expanded, "Relu6"), outputs, 1, activation: "");
            x = stride == 1 && n.ChannelsOf(x) == outputs ? n.Node("Add", [x, y]) : y;
        }

        return x;
    }

    private static string Branch(RandomNetwork n, string x, int channels, int stride)
    {
        var y = n.ConvNorm(x, channels, 1);
        return n.ConvNorm(n.ConvNorm(y, channels, stride: stride, groups: channels, activation: ""), channels, 1);
    }

    // The channel shuffle as PyTorch exports it with a dynamic batch: shapes are computed from the tensor's own.
    private static string Shuffle(RandomNetwork n, string x)
    {
        var channels = n.ChannelsOf(x);
        var shape = n.Node("Shape", [x]);
        string Size(int axis) => n.Node("Unsqueeze", [n.Node("Gather", [shape, n.Integer(axis)], 1), n.Integers(0)], 1);
        var (batch, height, width) = (Size(0), Size(2), Size(3));
        var half = n.Node("Div", [Size(1), n.Integers(2)], 1);
        var grouped = n.Node("Reshape", [x, n.Node("Concat", [batch, n.Integers(2), half, height, width], 1, ("axis", 0))], channels);
        var turned = n.Node("Transpose", [grouped], channels, ("perm", new[] { 0, 2, 1, 3, 4 }));
        return n.Node("Reshape", [turned, n.Node("Concat", [batch, n.Integers(-1), height, width], 1, ("axis", 0))], channels);
    }
}
