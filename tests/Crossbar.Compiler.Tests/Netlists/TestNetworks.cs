using Crossbar.Compiler.Data;
using Crossbar.Compiler.Tests.Mapping;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>Networks small enough for a circuit simulator.</summary>
internal static class TestNetworks
{
    /// <summary>Digits of 10×10 pixels, 95 % right on MNIST's: trained weights from SmallDigits.txt.</summary>
    public static NetworkDesign Digits()
    {
        var lines = File.ReadAllLines(Repository.At("tests", "Crossbar.Compiler.Tests", "Netlists", "SmallDigits.txt"))
            .Where(line => line[0] != '#').Select(line => line.Split(' ').Select(w => float.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new NetworkDesign
        {
            InputShape = new TensorShape(1, 10, 10),
            Layers =
            [
                Layer("conv", 0, new TensorShape(4, 8, 8), new WindowGeometry(3, 3), lines[..4]),
                new Relu { Name = "relu", Inputs = [1], OutputShape = new TensorShape(4, 8, 8) },
                new MaxPool { Name = "pool", Inputs = [2], OutputShape = new TensorShape(4, 4, 4), Window = Halving },
                new Reshape { Name = "flatten", Inputs = [3], OutputShape = new TensorShape(64) },
                Layer("dense", 4, new TensorShape(10), WindowGeometry.Point, lines[4..]),
            ],
        };
    }

    /// <summary>The drawn digits that the Mnist sample ships, their middle halved to 10×10 pixels, and their classes.</summary>
    public static (float[][] Images, int[] Classes) DrawnDigits()
    {
        var set = ImageSet.Load(Repository.At("samples", "Mnist", "Digits.npz"), new TensorShape(1, 28, 28), InputNormalization.UnitRange, 10);
        var images = new float[set.Count][];
        var whole = new float[28 * 28];
        for (var n = 0; n < images.Length; n++)
        {
            set.CopyImage(n, whole);
            images[n] = new float[100];
            for (var p = 0; p < 400; p++)
                images[n][(p / 40 * 10) + (p % 20 / 2)] += whole[((4 + (p / 20)) * 28) + 4 + (p % 20)] / 4;
        }

        return (images, [.. Enumerable.Range(0, set.Count).Select(set.Label)]);
    }

    /// <summary>One of each circuit: batch norms of either sign, both poolings (one with padding that counts), an addition, negative inputs.</summary>
    public static NetworkDesign EveryCircuit()
    {
        var middle = new TensorShape(2, 2, 2);
        return new NetworkDesign
        {
            InputShape = new TensorShape(2, 4, 4),
            Layers =
            [
                Random("conv", 0, new TensorShape(2, 4, 4), new WindowGeometry(1, 1), 2),
                new ScaleShift { Name = "norm", Inputs = [1], OutputShape = new TensorShape(2, 4, 4), Scale = [1.5f, -0.7f], Shift = [0.1f, -0.2f] },
                new MaxPool { Name = "max", Inputs = [2], OutputShape = middle, Window = Halving },
                new AveragePool
                {
                    Name = "mean", Inputs = [2], OutputShape = middle, CountPadding = true,
                    Window = new WindowGeometry(3, 3) { StrideX = 2, StrideY = 2, PadTop = 1, PadLeft = 1 },
                },
                new Add { Name = "add", Inputs = [3, 4], OutputShape = middle },
                new Relu { Name = "relu", Inputs = [5], OutputShape = middle },
                new Reshape { Name = "flatten", Inputs = [6], OutputShape = new TensorShape(8) },
                Random("dense", 7, new TensorShape(3), WindowGeometry.Point, 8),
                new Softmax { Name = "softmax", Inputs = [8], OutputShape = new TensorShape(3) },
            ],
        };
    }

    /// <summary>A convolution with one input, whose outputs are from about −10 to 10 times it, and what follows.</summary>
    /// <param name="shape">Shape of the convolution's output.</param>
    /// <param name="layers">The layers behind it, of the number of its value.</param>
    public static NetworkDesign AfterConvolution(TensorShape shape, Func<int, Layer[]> layers) => new()
    {
        InputShape = new TensorShape(1, shape.Height, shape.Width),
        Layers =
        [
            Layer("conv", 0, shape, WindowGeometry.Point, [.. Enumerable.Range(0, shape.Channels).Select(c => new[] { 10f - c, 0.25f * c })]),
            .. layers(1),
        ],
    };

    /// <summary>A single dense layer.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public static NetworkDesign Dense(int inputs, int outputs) => new()
    {
        InputShape = new TensorShape(inputs),
        Layers = [Random("dense", 0, new TensorShape(outputs), WindowGeometry.Point, inputs)],
    };

    /// <summary>Shape of what is between the two arrays of <see cref="Between"/>.</summary>
    public static TensorShape Middle { get; } = new(2, 2, 2);

    /// <summary>A convolution to values from −10 to 10, some layers, and a dense layer.</summary>
    /// <param name="layers">The layers between, of the number of the convolution's value; the last has the shape <see cref="Middle"/>.</param>
    public static NetworkDesign Between(Func<int, Layer[]> layers)
    {
        var between = AfterConvolution(Middle, layers);
        var last = between.Layers.Length;
        return between with
        {
            Layers =
            [
                .. between.Layers,
                new Reshape { Name = "flatten", Inputs = [last], OutputShape = new TensorShape(8) },
                Random("dense", last + 1, new TensorShape(3), WindowGeometry.Point, 8),
            ],
        };
    }

    /// <summary>A convolution whose Toeplitz matrix is small, with padding.</summary>
    public static NetworkDesign OneConvolution() => new()
    {
        InputShape = new TensorShape(1, 5, 5),
        Layers = [Random("conv", 0, new TensorShape(2, 5, 5), new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }, 9)],
    };

    /// <summary>A design as if it had been loaded.</summary>
    public static LoadedModel Loaded(NetworkDesign design, CompilerOptions options) => new("Test.onnx", options, new ImportedModel
    {
        Design = design, InputName = "x", OutputName = "y", Producer = "", Opset = 20, Operators = [.. design.Layers.Select(_ => "Conv")],
    });

    /// <summary>Images with values in [−1, 1).</summary>
    public static float[][] Images(NetworkDesign design, int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, design.InputShape.Length).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];
    }

    private static WindowGeometry Halving { get; } = new(2, 2) { StrideX = 2, StrideY = 2 };

    private static Convolution Random(string name, int from, TensorShape output, WindowGeometry window, int kernelLength) =>
        Layer(name, from, output, window, [.. Enumerable.Range(0, output.Channels).Select(c => Weights.Normal(kernelLength + 1, name.Length + c, 1 / Math.Sqrt(kernelLength)).ToArray())]);

    // Weights and then the bias of each output.
    private static Convolution Layer(string name, int from, TensorShape output, WindowGeometry window, float[][] lines) => new()
    {
        Name = name,
        Inputs = [from],
        OutputShape = output,
        Window = window,
        Weights = [.. lines.SelectMany(line => line[..^1])],
        Bias = [.. lines.Select(line => line[^1])],
    };
}
