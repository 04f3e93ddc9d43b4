using Crossbar.Runtime.FixedPoint;
using Crossbar.Runtime.Tests.Layers;
using Crossbar.Runtime.Tests.Layers.Crossbars;

namespace Crossbar.Runtime.Tests.FixedPoint;

/// <summary>A network of pseudo-random layers of every kind that has whole numbers, reproducible from its number.</summary>
internal sealed class RandomNetwork
{
    private readonly Random _random;
    private readonly List<Layer> _layers = [];
    private readonly TensorShape _input;
    private readonly int _dacBits;
    private readonly int _adcBits;

    private RandomNetwork(int seed)
    {
        _random = new Random(seed);
        _input = new TensorShape(_random.Next(1, 4), _random.Next(5, 10), _random.Next(5, 10));
        (_dacBits, _adcBits) = (_random.Next(3, 11), _random.Next(3, 11));
    }

    private TensorShape Shape => _layers.Count == 0 ? _input : _layers[^1].OutputShape;

    // One of some thousands joins values whose binary points are too far apart for 32 bits: it is refused, and another takes its place.
    public static NetworkDesign Create(int seed)
    {
        for (var random = new Random(seed); ; seed = random.Next())
        {
            var design = Draw(seed);
            if (HasWholeNumbers(design))
                return design;
        }
    }

    private static bool HasWholeNumbers(NetworkDesign design)
    {
        try
        {
            _ = FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, new CrossbarOptions { Arithmetic = Arithmetic.FixedPoint });
            return true;
        }
        catch (NotSupportedException e) when (e.Message.Contains("binary points", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static NetworkDesign Draw(int seed)
    {
        var network = new RandomNetwork(seed);
        network.Convolve(same: false);
        for (var k = network._random.Next(2, 6); k > 0; k--)
            network.AddSomething();
        if (network._random.Next(2) == 0)
            network.Pool();
        network.Dense();
        if (network._random.Next(3) == 0)
            network.Append(shape => new Softmax { Name = "softmax", Inputs = [network._layers.Count], OutputShape = shape });
        return new NetworkDesign { InputShape = network._input, Layers = [.. network._layers] };
    }

    private void AddSomething()
    {
        switch (_random.Next(8))
        {
            case 0:
                Append(shape => new Relu { Name = $"relu{_layers.Count}", Inputs = [_layers.Count], OutputShape = shape });
                break;
            case 1:
                var function = new[] { UnaryFunction.Sigmoid, UnaryFunction.Tanh, UnaryFunction.LeakyRelu, UnaryFunction.Clip, UnaryFunction.HardSwish, UnaryFunction.Gelu }[_random.Next(6)];
                var (alpha, beta) = function == UnaryFunction.Clip ? (0, 6) : (0.1f, 0f);
                Append(shape => new Unary { Name = $"{function}{_layers.Count}", Inputs = [_layers.Count], OutputShape = shape, Function = function, Alpha = alpha, Beta = beta });
                break;
            case 2:
                var from = _layers.Count;
                Convolve(same: true);
                Append(shape => new Add { Name = $"add{_layers.Count}", Inputs = _random.Next(2) == 0 ? [from, _layers.Count] : [_layers.Count, from], OutputShape = shape });
                break;
            case 3:
                var start = _layers.Count;
                Convolve(same: true);
                Append(shape => new Concat { Name = $"concat{_layers.Count}", Inputs = [start, _layers.Count], OutputShape = new TensorShape(2 * shape.Channels, shape.Height, shape.Width), Turns = 1 });
                break;
            case 4:
                Append(shape => new ScaleShift
                {
                    Name = $"bn{_layers.Count}",
                    Inputs = [_layers.Count],
                    OutputShape = shape,
                    Scale = [.. OneLayer.Numbers(_random, shape.Channels, -2, 2)],
                    Shift = [.. OneLayer.Numbers(_random, _random.Next(2) == 0 ? 1 : shape.Channels, -1, 1)],
                });
                break;
            case 5 when Shape is { Height: > 2, Width: > 2 }:
                Pool();
                break;
            default:
                Convolve(same: _random.Next(2) == 0);
                break;
        }
    }

    private void Pool()
    {
        var (kernelY, kernelX) = (_random.Next(1, Math.Min(4, Shape.Height + 1)), _random.Next(1, Math.Min(4, Shape.Width + 1)));
        var window = new WindowGeometry(kernelY, kernelX)
        {
            StrideY = _random.Next(1, 3),
            StrideX = _random.Next(1, 3),
            PadTop = _random.Next(0, kernelY),
            PadLeft = _random.Next(0, kernelX),
        };
        var output = new TensorShape(
            Shape.Channels,
            Reference.OutputSize(Shape.Height, window.PadTop, 0, kernelY, 1, window.StrideY),
            Reference.OutputSize(Shape.Width, window.PadLeft, 0, kernelX, 1, window.StrideX));
        int[] inputs = [_layers.Count];
        _layers.Add(_random.Next(2) == 0
            ? new MaxPool { Name = $"max{_layers.Count}", Inputs = [.. inputs], OutputShape = output, Window = window }
            : new AveragePool { Name = $"mean{_layers.Count}", Inputs = [.. inputs], OutputShape = output, Window = window, CountPadding = _random.Next(2) == 0 });
    }

    private void Convolve(bool same)
    {
        var window = same ? new WindowGeometry(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 } : new WindowGeometry(_random.Next(1, 4), _random.Next(1, 4));
        if (!same && (Shape.Height < window.KernelHeight || Shape.Width < window.KernelWidth))
            window = WindowGeometry.Point;
        var channels = same ? Shape.Channels : _random.Next(1, 6);
        Add(window, new TensorShape(
            channels,
            Reference.OutputSize(Shape.Height, window.PadTop, window.PadBottom, window.KernelHeight, 1, 1),
            Reference.OutputSize(Shape.Width, window.PadLeft, window.PadRight, window.KernelWidth, 1, 1)));
    }

    private void Dense()
    {
        if (Shape.Height * Shape.Width > 1)
            Append(shape => new Reshape { Name = "flat", Inputs = [_layers.Count], OutputShape = new TensorShape(shape.Length) });
        Add(WindowGeometry.Point, new TensorShape(4));
    }

    private void Add(WindowGeometry window, TensorShape output)
    {
        var c = ConvolutionCase.Create(window, Shape, output, _random);
        _layers.Add(TiledConvolution.Create(c, _random, hasReference: _random.Next(2) == 0, _dacBits, _adcBits) with { Name = $"conv{_layers.Count}", Inputs = [_layers.Count] });
    }

    private void Append(Func<TensorShape, Layer> make) => _layers.Add(make(Shape));
}
