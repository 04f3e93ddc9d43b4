using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers;

/// <summary>Runs a <see cref="Convolution"/>: the packed weights times the windows of the padded image, plus the bias.</summary>
internal sealed class ConvolutionKernel : LayerKernel
{
    private readonly WindowProducts _windows;
    private readonly WindowMatrix[] _weights;
    private readonly Convolution _layer;

    public ConvolutionKernel(Convolution layer, TensorShape input)
    {
        _layer = layer;
        _windows = WindowProducts.For(layer.Window, input, layer.OutputShape, layer.Groups, inputsAreCodes: false);
        var outputs = layer.Outputs / layer.Groups;
        _weights = new WindowMatrix[layer.Groups];
        for (var g = 0; g < layer.Groups; g++)
        {
            var first = g * outputs;
            _weights[g] = _windows.Pack(g, 0, layer.KernelLength, outputs, (k, o) => layer.Weights[((first + o) * layer.KernelLength) + k]);
        }
    }

    public override int ScratchLength => _windows.WorkspaceLength + (_weights[0].PaddedColumns * _windows.BlockWidth);

    public override bool Finishes => true;

    public override void Run(in LayerBuffers buffers)
    {
        var workspace = buffers.Scratch[.._windows.WorkspaceLength];
        var products = buffers.Scratch[_windows.WorkspaceLength..];
        _windows.LayOut(buffers.Input(0), null, 0, workspace);
        var outputs = _layer.Outputs / _layer.Groups;
        var width = _windows.BlockWidth;
        for (var g = 0; g < _weights.Length; g++)
        {
            for (var block = 0; block < _windows.BlockCount; block++)
            {
                _weights[g].Multiply(workspace, block, products);
                for (var o = 0; o < outputs; o++)
                {
                    var column = products.Slice(o * width, width);
                    Elementwise.ScaleShift(column, 1, _layer.Bias[(g * outputs) + o], column);
                }

                BlockOutput.Store(_windows, block, products, g * outputs, outputs, buffers);
            }
        }
    }
}
