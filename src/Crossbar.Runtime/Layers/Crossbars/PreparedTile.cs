using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A tile's circuit, converters and decoding folded into one product: DAC codes times <see cref="_codes"/> are ADC codes before
/// rounding, and ADC codes times a gain plus an offset are the tile's share of the layer's output.
/// </summary>
internal sealed class PreparedTile
{
    private readonly PackedMatrix _codes;
    private readonly float[] _zero;
    private readonly float[] _gain;
    private readonly float[] _offset;
    private readonly float[]? _inputSumGain;
    private readonly double[] _codesPerAmpere;
    private readonly int _maxCode;

    /// <summary>Folds a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="transfer">What the ADCs see, [RowCount, OutputCount], in siemens (<see cref="ArrayLayout.Combine"/>).</param>
    /// <param name="dac">The layer's DACs.</param>
    /// <param name="adcBits">Resolution of the ADCs, 0 for ideal converters.</param>
    public PreparedTile(CrossbarTile tile, double[] transfer, Dac dac, int adcBits)
    {
        Tile = tile;
        _maxCode = new Adc(new ConverterRange(0, 1), adcBits).MaxCode;
        var adcStep = new double[tile.OutputCount];
        _zero = new float[tile.OutputCount];
        _gain = new float[tile.OutputCount];
        _offset = new float[tile.OutputCount];
        _inputSumGain = tile.Subtraction == CurrentSubtraction.None ? new float[tile.OutputCount] : null;
        for (var j = 0; j < tile.OutputCount; j++)
        {
            var column = tile.Columns[j];
            var adc = new Adc(column.AdcRange, adcBits);
            adcStep[j] = adc.Step;
            var outputPerAmpere = dac.Step / (dac.VoltPerCode * column.Scale);
            _zero[j] = (float)adc.ZeroCode;
            _gain[j] = (float)(column.FitGain * adcStep[j] * outputPerAmpere);
            _offset[j] = (float)((column.FitGain * column.AdcMinimum * outputPerAmpere) + column.FitOffset
                - (dac.Step * dac.ZeroCode * column.WeightSum));
            if (_inputSumGain is not null)
                _inputSumGain[j] = (float)(-column.FitGain * tile.ZeroConductance / column.Scale * dac.Step);
        }

        _codesPerAmpere = Array.ConvertAll(adcStep, step => 1 / step);
        // Where Σx is to be subtracted digitally a column of ones sums the codes up beside the others.
        _codes = new PackedMatrix(tile.RowCount, tile.OutputCount + (_inputSumGain is null ? 0 : 1), (i, j) =>
            j == tile.OutputCount ? 1 : (float)(transfer[(i * tile.OutputCount) + j] * dac.VoltPerCode / adcStep[j]));
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Room that <see cref="Read"/> needs for products.</summary>
    public int ProductLength(WindowProducts windows) => windows.ProductLength(_codes);

    /// <summary>ADC codes of one ampere at an output.</summary>
    public double CodesPerAmpere(int output) => _codesPerAmpere[output];

    /// <summary>Reads the array for one block of positions.</summary>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="inputs">The image of DAC codes as <paramref name="windows"/> laid it out.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives <see cref="ProductLength"/> elements: ADC codes before rounding, less each column's zero.</param>
    public void Read(WindowProducts windows, ReadOnlySpan<float> inputs, int block, Span<float> products) =>
        windows.Multiply(_codes, inputs, Tile.Group, Tile.FirstRow, block, products);

    /// <summary>Digitises what was read of one block of positions and adds its share to the layer's output.</summary>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">What <see cref="Read"/> gave.</param>
    /// <param name="output">The layer's output, [outputs, positions].</param>
    public void Decode(WindowProducts windows, int block, Span<float> products, Span<float> output)
    {
        var width = windows.BlockWidth;
        if (windows.Positions == 1)
        {
            var outputs = output.Slice(Tile.FirstOutput, Tile.OutputCount);
            ColumnDecoder.DecodeColumns(products, _zero, _maxCode, _gain, _offset, outputs);
            if (_inputSumGain is not null)
                Elementwise.AddScaled(_inputSumGain, products[Tile.OutputCount], outputs);
            return;
        }

        var segments = windows.SegmentsOf(block);
        for (var j = 0; j < Tile.OutputCount; j++)
        {
            var plane = output.Slice((Tile.FirstOutput + j) * windows.Positions, windows.Positions);
            for (var s = 0; s < segments.Length; s++)
            {
                var segment = segments[s];
                var outputs = plane.Slice(segment.Position, segment.Count);
                var lane = s * PackedMatrix.SegmentWidth;
                ColumnDecoder.DecodePositions(products.Slice((j * width) + lane, segment.Count), _zero[j], _maxCode, _gain[j], _offset[j], outputs);
                if (_inputSumGain is not null)
                    Elementwise.AddScaled(products.Slice((Tile.OutputCount * width) + lane, segment.Count), _inputSumGain[j], outputs);
            }
        }
    }
}
