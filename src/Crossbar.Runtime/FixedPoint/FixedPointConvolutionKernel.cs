using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers.Crossbars;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>Runs <see cref="FixedPointCrossbars"/>: sums are whole numbers in double precision, and so exact in any order.</summary>
internal sealed class FixedPointConvolutionKernel : LayerKernel
{
    // Scratch memory is of floats, sums are doubles.
    private const int Words = sizeof(double) / sizeof(float);

    private readonly FixedPointFormat _input;
    private readonly FixedPointFormat _output;
    private readonly WindowProducts _windows;
    private readonly FixedPointTileGroup[] _groups;
    private readonly double[] _offsets;
    private readonly ColumnOrder _order;
    private readonly int _shift;
    private readonly int _inputLength;
    private readonly int _productLength;
    private readonly int _noiseLength;

    public FixedPointConvolutionKernel(FixedPointCrossbars layer, LayerContext context)
    {
        var crossbars = layer.Crossbars;
        var (input, output) = crossbars.Unrolling(context.InputShapes[0]);
        (_input, _output, _shift, _inputLength) = (layer.Inputs[0], layer.Output, layer.Shift, input.Length);
        _windows = WindowProducts.For(crossbars.Window, input, output, crossbars.Groups, inputsAreCodes: false);
        _groups = [.. layer.Tiles.GroupBy(tile => tile.Dac).Select(tiles => new FixedPointTileGroup([.. tiles], _windows, input.Length, context.Options.Seed))];
        _order = crossbars.Order;
        _offsets = [.. layer.Offsets.Select(offset => (double)offset)];
        _productLength = _groups.Max(group => group.ProductLength);
        _noiseLength = _groups.Max(group => group.NoiseLength);
    }

    public override int ScratchLength =>
        _inputLength + _windows.WorkspaceLength + _productLength + SumLength + (Words * _windows.BlockCount * SumLength) + _noiseLength;

    // Of one block, slices of outputs each by itself.
    private int SumLength => _offsets.Length * _order.Slices * _windows.BlockWidth;

    public override void Run(in LayerBuffers buffers)
    {
        var rest = buffers.Scratch;
        var codes = Take(ref rest, _inputLength);
        var workspace = Take(ref rest, _windows.WorkspaceLength);
        var products = Take(ref rest, _productLength);
        var values = Take(ref rest, SumLength);
        var sums = MemoryMarshal.Cast<float, double>(Take(ref rest, Words * _windows.BlockCount * SumLength));
        for (var block = 0; block < _windows.BlockCount; block++)
        {
            for (var j = 0; j < _offsets.Length * _order.Slices; j++)
            {
                var (output, slice) = _order.OutputOf(j);
                sums.Slice((block * SumLength) + (j * _windows.BlockWidth), _windows.BlockWidth).Fill(slice == 0 ? _offsets[output] : 0);
            }
        }

        foreach (var group in _groups)
        {
            group.Dac.Convert(buffers.Input(0), _input, codes);
            var stream = group.LayOut(codes, workspace, rest);
            for (var block = 0; block < _windows.BlockCount; block++)
                group.Read(block, workspace, stream, rest, products, sums.Slice(block * SumLength, SumLength));
        }

        for (var block = 0; block < _windows.BlockCount; block++)
        {
            var blockSums = sums.Slice(block * SumLength, SumLength);
            AddSlices(blockSums);
            blockSums = blockSums[..(_offsets.Length * _windows.BlockWidth)];
            HalfUp.Round(blockSums, Math.ScaleB(1, -_shift), _output, values);
            BlockOutput.Store(_windows, block, values, [], 0, _offsets.Length, buffers);
        }
    }

    // No output's slices lie before its place among the outputs, so that those of later ones are still whole.
    private void AddSlices(Span<double> sums)
    {
        for (var output = 0; _order.Slices > 1 && output < _offsets.Length; output++)
        {
            var total = sums.Slice(output * _windows.BlockWidth, _windows.BlockWidth);
            sums.Slice(_order.ColumnOf(output, 0) * _windows.BlockWidth, _windows.BlockWidth).CopyTo(total);
            for (var slice = 1; slice < _order.Slices; slice++)
            {
                var part = sums.Slice(_order.ColumnOf(output, slice) * _windows.BlockWidth, _windows.BlockWidth);
                for (var p = 0; p < total.Length; p++)
                    total[p] += part[p];
            }
        }
    }

    private static Span<float> Take(ref Span<float> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
