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
        _maxCode = adcBits == 0 ? 0 : (1 << adcBits) - 1;
        var steps = Math.Max(_maxCode, 1);
        var adcStep = new double[tile.OutputCount];
        _zero = new float[tile.OutputCount];
        _gain = new float[tile.OutputCount];
        _offset = new float[tile.OutputCount];
        _inputSumGain = tile.Subtraction == CurrentSubtraction.None ? new float[tile.OutputCount] : null;
        for (var j = 0; j < tile.OutputCount; j++)
        {
            var column = tile.Columns[j];
            adcStep[j] = ((double)column.AdcMaximum - column.AdcMinimum) / steps;
            var outputPerAmpere = dac.Step / (dac.VoltPerCode * column.Scale);
            _zero[j] = (float)(-column.AdcMinimum / adcStep[j]);
            _gain[j] = (float)(column.FitGain * adcStep[j] * outputPerAmpere);
            _offset[j] = (float)((column.FitGain * column.AdcMinimum * outputPerAmpere) + column.FitOffset
                - (dac.Step * dac.ZeroCode * column.WeightSum));
            if (_inputSumGain is not null)
                _inputSumGain[j] = (float)(-column.FitGain * tile.ZeroConductance / column.Scale * dac.Step);
        }

        _codesPerAmpere = Array.ConvertAll(adcStep, step => 1 / step);
        _codes = new PackedMatrix(tile.RowCount, tile.OutputCount, (i, j) =>
            (float)(transfer[(i * tile.OutputCount) + j] * dac.VoltPerCode / adcStep[j]));
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Length of the products of a block of <paramref name="width"/> positions.</summary>
    public int ProductLength(int width) => _codes.PaddedColumns * width;

    /// <summary>ADC codes of one ampere at an output.</summary>
    public double CodesPerAmpere(int output) => _codesPerAmpere[output];

    /// <summary>Reads the array for one block of positions.</summary>
    /// <param name="blocks">How blocks are multiplied.</param>
    /// <param name="inputs">DAC codes of the tile's rows, [RowCount, width].</param>
    /// <param name="products">Receives ADC codes before rounding, less a column's own zero, [<see cref="ProductLength"/>].</param>
    public void Read(WindowBlocks blocks, ReadOnlySpan<float> inputs, Span<float> products) => blocks.Multiply(_codes, inputs, products);

    /// <summary>Digitises what was read of one block of positions and adds its share to the layer's output.</summary>
    /// <param name="blocks">How blocks are multiplied.</param>
    /// <param name="inputs">DAC codes of the tile's rows, [RowCount, width].</param>
    /// <param name="inputSums">Room for one sum of codes a position, [width].</param>
    /// <param name="products">What <see cref="Read"/> gave.</param>
    /// <param name="output">The layer's output, [outputs, positions].</param>
    /// <param name="first">First position of the block.</param>
    /// <param name="count">Number of positions.</param>
    public void Accumulate(
        WindowBlocks blocks, ReadOnlySpan<float> inputs, Span<float> inputSums, Span<float> products, Span<float> output, int first, int count)
    {
        var width = blocks.Width;
        if (_inputSumGain is not null)
            SumInputs(inputs, width, inputSums);
        for (var j = 0; j < Tile.OutputCount; j++)
        {
            var codes = products.Slice(j * width, count);
            var zero = _zero[j];
            for (var p = 0; p < codes.Length; p++)
                codes[p] += zero;
            if (_maxCode > 0)
                Rounding.RoundAndClamp(codes, 1, 0, _maxCode, codes);
            var gain = _gain[j];
            var offset = _offset[j];
            var sum = output.Slice(((Tile.FirstOutput + j) * blocks.Positions) + first, count);
            for (var p = 0; p < codes.Length; p++)
                sum[p] += (codes[p] * gain) + offset;
            if (_inputSumGain is not null)
            {
                var share = _inputSumGain[j];
                for (var p = 0; p < sum.Length; p++)
                    sum[p] += inputSums[p] * share;
            }
        }
    }

    private static void SumInputs(ReadOnlySpan<float> inputs, int width, Span<float> sums)
    {
        sums[..width].Clear();
        for (var i = 0; i < inputs.Length; i += width)
        {
            for (var p = 0; p < width; p++)
                sums[p] += inputs[i + p];
        }
    }
}
