using System.Numerics;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>What comes behind a tile's arrays, in whole numbers: the ADC's codes and their shares of the layer's sums.</summary>
internal sealed class FixedPointDecoder
{
    private readonly double[] _zero;
    private readonly double[] _multipliers;
    private readonly double[] _inputSumMultipliers;
    private readonly int _slices;
    private readonly double _maxCode;

    /// <summary>Takes a tile's constants.</summary>
    /// <param name="tile">The tile.</param>
    public FixedPointDecoder(FixedPointTile tile)
    {
        _multipliers = [.. tile.Multipliers.Select(m => (double)m)];
        _inputSumMultipliers = [.. tile.InputSumMultipliers.Select(m => (double)m)];
        // With the half that floor rounds by.
        _zero = [.. Enumerable.Range(0, _multipliers.Length).Select(j => tile.ZeroOf(j) + 0.5)];
        (_slices, _maxCode) = (tile.Slices.Count, tile.Effective.MaxCode);
    }

    /// <summary>Digitises what was read of one block of positions and adds the tile's shares to the layer's sums.</summary>
    /// <param name="products">The slices' products, [slices · outputs, positions], and behind them the sums of the DAC codes where they are subtracted.</param>
    /// <param name="width">Number of positions.</param>
    /// <param name="sums">The sums of the tile's outputs, [outputs, positions].</param>
    public void Decode(ReadOnlySpan<float> products, int width, Span<double> sums)
    {
        var outputs = _zero.Length;
        var inputSums = _inputSumMultipliers.Length == 0 ? [] : products.Slice(_slices * outputs * width, width);
        for (var j = 0; j < outputs; j++)
        {
            var sum = sums.Slice(j * width, width);
            DecodeColumn(products[(j * width)..], outputs * width, _zero[j], _multipliers[j], sum);
            for (var p = 0; p < inputSums.Length; p++)
                sum[p] += inputSums[p] * _inputSumMultipliers[j];
        }
    }

    // Of one column; the slices' products lie `distance` apart.
    private void DecodeColumn(ReadOnlySpan<float> products, int distance, double zero, double multiplier, Span<double> sum)
    {
        var p = 0;
        var (start, factor, highest) = (new Vector<double>(zero), new Vector<double>(multiplier), new Vector<double>(_maxCode));
        for (; p <= sum.Length - Vector<float>.Count; p += Vector<float>.Count)
        {
            var (low, high) = (start, start);
            for (var k = 0; k < _slices; k++)
            {
                Vector.Widen(new Vector<float>(products[((k * distance) + p)..]), out var first, out var second);
                (low, high) = (low + first, high + second);
            }

            Add(low, sum[p..]);
            Add(high, sum[(p + Vector<double>.Count)..]);
        }

        for (; p < sum.Length; p++)
        {
            var place = zero;
            for (var k = 0; k < _slices; k++)
                place += products[(k * distance) + p];
            sum[p] += Math.Clamp(Math.Floor(place), 0, _maxCode) * multiplier;
        }

        void Add(Vector<double> place, Span<double> target)
        {
            var code = Vector.Min(highest, Vector.Max(Vector<double>.Zero, Vector.Floor(place)));
            ((new Vector<double>(target)) + (code * factor)).CopyTo(target);
        }
    }
}
