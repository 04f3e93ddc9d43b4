using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers;

/// <summary>Runs a <see cref="Convolution"/>: the packed weights times the windows of the padded image, plus the bias.</summary>
internal sealed class ConvolutionKernel : LayerKernel
{
    private readonly WindowProducts _windows;
    private readonly PackedMatrix[] _weights;
    private readonly Convolution _layer;

    public ConvolutionKernel(Convolution layer, TensorShape input)
    {
        _layer = layer;
        _windows = new WindowProducts(layer.Window, input, layer.OutputShape, layer.Groups);
        var outputs = layer.Outputs / layer.Groups;
        _weights = new PackedMatrix[layer.Groups];
        for (var g = 0; g < layer.Groups; g++)
        {
            var first = g * outputs;
            _weights[g] = new PackedMatrix(layer.KernelLength, outputs, (k, o) => layer.Weights[((first + o) * layer.KernelLength) + k]);
        }
    }

    public override int ScratchLength => _windows.InputLength + _windows.ProductLength(_weights[0]);

    public override void Run(in LayerBuffers buffers)
    {
        var inputs = buffers.Scratch[.._windows.InputLength];
        var products = buffers.Scratch[_windows.InputLength..];
        _windows.LayOut(buffers.Input(0), 0, inputs);
        var outputs = _weights[0].Columns;
        for (var g = 0; g < _weights.Length; g++)
        {
            for (var block = 0; block < _windows.BlockCount; block++)
            {
                _windows.Multiply(_weights[g], inputs, g, 0, block, products);
                for (var o = 0; o < outputs; o++)
                {
                    var channel = (g * outputs) + o;
                    AddBias(products[(o * _windows.BlockWidth)..], _layer.Bias[channel], block, buffers.Output[(channel * _windows.Positions)..]);
                }
            }
        }
    }

    private void AddBias(ReadOnlySpan<float> products, float bias, int block, Span<float> plane)
    {
        foreach (var segment in _windows.SegmentsOf(block))
        {
            Elementwise.ScaleShift(products[..segment.Count], 1, bias, plane[segment.Position..]);
            products = products[Math.Min(products.Length, PackedMatrix.SegmentWidth)..];
        }
    }
}
