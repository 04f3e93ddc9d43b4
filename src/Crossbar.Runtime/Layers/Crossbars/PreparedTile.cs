using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A tile's circuit, converters and decoding folded into one product: DAC codes times <see cref="_codes"/> are ADC codes before
/// rounding, and ADC codes times a gain are the tile's share of the layer's output, but for a constant.
/// </summary>
internal sealed class PreparedTile
{
    private readonly WindowMatrix _codes;
    private readonly ColumnDecoder _decoder;
    private readonly float[]? _inputSumGain;
    private readonly double[] _codesPerAmpere;

    /// <summary>Folds a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="transfer">What the ADCs see, [RowCount, OutputCount], in siemens (<see cref="ArrayLayout.Combine"/>).</param>
    /// <param name="dac">The tile's DACs.</param>
    /// <param name="adcBits">Resolution of the ADCs, 0 for ideal converters.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="start">For each of the tile's outputs what it begins with (see <see cref="OffsetOf"/>); null if another tile began it.</param>
    public PreparedTile(CrossbarTile tile, double[] transfer, Dac dac, int adcBits, WindowProducts windows, float?[] start)
    {
        Tile = tile;
        var maxCode = 0;
        var adcStep = new double[tile.OutputCount];
        var zero = new float[tile.OutputCount];
        var gain = new float[tile.OutputCount];
        _inputSumGain = tile.Subtraction == CurrentSubtraction.None ? new float[tile.OutputCount] : null;
        for (var j = 0; j < tile.OutputCount; j++)
        {
            var column = tile.Columns[j];
            var adc = new Adc(column.AdcRange, adcBits);
            maxCode = adc.MaxCode;
            adcStep[j] = adc.Step;
            var outputPerAmpere = OutputPerAmpere(column, dac);
            zero[j] = (float)adc.ZeroCode;
            gain[j] = (float)(column.FitGain * adcStep[j] * outputPerAmpere);
            if (_inputSumGain is not null)
                _inputSumGain[j] = (float)(-column.FitGain * tile.ZeroConductance / column.Scale * dac.Step);
        }

        _decoder = new ColumnDecoder(zero, gain, maxCode, start);
        _codesPerAmpere = Array.ConvertAll(adcStep, step => 1 / step);
        // Where Σx is to be subtracted digitally a column of ones sums the codes up beside the others.
        _codes = windows.Pack(tile.Group, tile.FirstRow, tile.RowCount, tile.OutputCount + (_inputSumGain is null ? 0 : 1), (i, j) =>
            j == tile.OutputCount ? 1 : transfer[(i * tile.OutputCount) + j] * dac.VoltPerCode / adcStep[j]);
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Outputs of the tile, those that fill it up for the machine included: what <see cref="Read"/> gives a position.</summary>
    public int PaddedOutputs => _codes.PaddedColumns;

    /// <summary>ADC codes of one ampere at an output.</summary>
    public double CodesPerAmpere(int output) => _codesPerAmpere[output];

    /// <summary>The part of a layer's output that does not depend on what an array reads: to be added once, with the bias.</summary>
    /// <param name="column">A column of the array.</param>
    /// <param name="dac">The tile's DACs.</param>
    public static double OffsetOf(ColumnReadout column, Dac dac) =>
        (column.FitGain * column.AdcMinimum * OutputPerAmpere(column, dac)) + column.FitOffset - (dac.Step * dac.ZeroCode * column.WeightSum);

    /// <summary>Reads the array for one block of positions.</summary>
    /// <param name="workspace">The image of DAC codes as <see cref="WindowProducts.LayOut"/> left it.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives [PaddedOutputs, positions]: ADC codes before rounding, less each column's zero.</param>
    public void Read(Span<float> workspace, int block, Span<float> products) => _codes.Multiply(workspace, block, products);

    /// <summary>The same for several images.</summary>
    /// <param name="workspaces">The images.</param>
    /// <param name="workspaceLength">Distance of the images.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives each image's products.</param>
    /// <param name="productLength">Distance of the images' products.</param>
    public void ReadImages(Span<float> workspaces, int workspaceLength, int images, int block, Span<float> products, int productLength) =>
        _codes.MultiplyImages(workspaces, workspaceLength, images, block, products, productLength);

    /// <summary>Reads the array for one block of positions, digitises what was read and adds the tile's share to the layer's output.</summary>
    /// <param name="workspace">The image of DAC codes as <see cref="WindowProducts.LayOut"/> left it.</param>
    /// <param name="block">The block.</param>
    /// <param name="width">Positions of a block.</param>
    /// <param name="products">Memory for [PaddedOutputs, positions].</param>
    /// <param name="sums">The layer's output at the block's positions, [outputs, positions].</param>
    public void ReadAndDecode(Span<float> workspace, int block, int width, Span<float> products, Span<float> sums)
    {
        if (_inputSumGain is null)
        {
            _codes.MultiplyAndDecode(workspace, block, width, products, _decoder, sums.Slice(Tile.FirstOutput * width, Tile.OutputCount * width));
            return;
        }

        Read(workspace, block, products);
        Decode(products, width, sums);
    }

    /// <summary>Digitises what was read of one block of positions and adds the tile's share to the layer's output.</summary>
    /// <param name="products">What <see cref="Read"/> gave.</param>
    /// <param name="width">Positions of a block.</param>
    /// <param name="sums">The layer's output at the block's positions, [outputs, positions].</param>
    public void Decode(ReadOnlySpan<float> products, int width, Span<float> sums)
    {
        sums = sums.Slice(Tile.FirstOutput * width, Tile.OutputCount * width);
        _decoder.Decode(products, width, sums);
        if (_inputSumGain is null)
            return;
        var inputSums = products.Slice(Tile.OutputCount * width, width);
        if (width == 1)
        {
            Elementwise.AddScaled(_inputSumGain, inputSums[0], sums);
            return;
        }

        for (var j = 0; j < Tile.OutputCount; j++)
            Elementwise.AddScaled(inputSums, _inputSumGain[j], sums.Slice(j * width, width));
    }

    private static double OutputPerAmpere(ColumnReadout column, Dac dac) => dac.Step / (dac.VoltPerCode * column.Scale);
}
