using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers;

/// <summary>Runs a <see cref="Convolution"/>: the packed weights times the windows of the padded image, plus the bias.</summary>
internal sealed class ConvolutionKernel : LayerKernel
{
    private readonly WindowProducts _windows;
    private readonly WindowMatrix[] _weights;
    private readonly float[] _bias;
    private readonly int _outputs;

    public ConvolutionKernel(Convolution layer, TensorShape input)
    {
        _windows = WindowProducts.For(layer.Window, input, layer.OutputShape, layer.Groups, inputsAreCodes: false);
        _bias = [.. layer.Bias];
        _outputs = layer.Outputs / layer.Groups;
        _weights = new WindowMatrix[layer.Groups];
        for (var g = 0; g < layer.Groups; g++)
        {
            var first = g * _outputs;
            _weights[g] = _windows.Pack(g, 0, layer.KernelLength, _outputs, (k, o) => layer.Weights[((first + o) * layer.KernelLength) + k]);
        }
    }

    public override int ScratchLength => _windows.WorkspaceLength + (_weights[0].PaddedColumns * _windows.BlockWidth);

    public override bool Finishes => true;

    public override void Run(in LayerBuffers buffers)
    {
        var workspace = buffers.Scratch[.._windows.WorkspaceLength];
        var products = buffers.Scratch[_windows.WorkspaceLength..];
        var image = buffers.Input(0);
        // Nothing is written to the image.
        if (_windows.TakesImages)
            workspace = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(image), image.Length);
        else
            _windows.LayOut(image, null, 0, workspace);
        for (var g = 0; g < _weights.Length; g++)
        {
            for (var block = 0; block < _windows.BlockCount; block++)
            {
                _weights[g].Multiply(workspace, block, products);
                BlockOutput.Store(_windows, block, products, _bias.AsSpan(g * _outputs, _outputs), g * _outputs, _outputs, buffers);
            }
        }
    }
}
