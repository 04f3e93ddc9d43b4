using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

/// <summary>Runs a <see cref="Convolution"/>: windows gathered in blocks, times the packed weights, plus the bias.</summary>
internal sealed class ConvolutionKernel : LayerKernel
{
    private readonly WindowBlocks _blocks;
    private readonly PackedMatrix[] _weights;
    private readonly Convolution _layer;

    public ConvolutionKernel(Convolution layer, TensorShape input)
    {
        _layer = layer;
        _blocks = new WindowBlocks(new WindowGather(layer.Window, input, layer.OutputShape), input.Channels / layer.Groups, layer.KernelLength);
        var outputs = layer.Outputs / layer.Groups;
        _weights = new PackedMatrix[layer.Groups];
        for (var g = 0; g < layer.Groups; g++)
        {
            var first = g * outputs;
            _weights[g] = new PackedMatrix(layer.KernelLength, outputs, (k, o) => layer.Weights[((first + o) * layer.KernelLength) + k]);
        }
    }

    public override int ScratchLength => _blocks.InputLength + (_weights[0].PaddedColumns * _blocks.Width);

    public override void Run(in LayerBuffers buffers)
    {
        var inputs = buffers.Scratch[.._blocks.InputLength];
        var products = buffers.Scratch[_blocks.InputLength..];
        var outputs = _weights[0].Columns;
        for (var g = 0; g < _weights.Length; g++)
        {
            for (var first = 0; first < _blocks.Positions; first += _blocks.Width)
            {
                var count = _blocks.Gather(buffers.Input(0), g, first, 0, inputs);
                _blocks.Multiply(_weights[g], inputs, products);
                for (var o = 0; o < outputs; o++)
                {
                    var channel = (g * outputs) + o;
                    var bias = _layer.Bias[channel];
                    var source = products.Slice(o * _blocks.Width, count);
                    var destination = buffers.Output.Slice((channel * _blocks.Positions) + first, count);
                    for (var p = 0; p < source.Length; p++)
                        destination[p] = source[p] + bias;
                }
            }
        }
    }
}
