namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What <see cref="ColumnDecoder"/> does where codes come in slices (<see cref="CodeSlices"/>): every step by itself rounds as IEEE 754 says,
/// none is fused with the next, so that others can do exactly the same.
/// </summary>
/// <param name="tile">What the tile computes.</param>
/// <param name="slices">Its slices.</param>
internal sealed class SlicedDecoder(EffectiveTile tile, CodeSlices slices)
{
    /// <summary>Digitises what was read at a block's positions and adds the tile's share to the outputs.</summary>
    /// <param name="products">The slices' products, [slices · outputs, positions], and behind them the sums of the DAC codes where they are subtracted.</param>
    /// <param name="width">Number of positions.</param>
    /// <param name="sums">The outputs, [outputs, positions].</param>
    public void Decode(ReadOnlySpan<float> products, int width, Span<float> sums)
    {
        var outputs = tile.Tile.OutputCount;
        var inputSums = tile.InputSumGain.IsEmpty ? [] : products.Slice(slices.Count * outputs * width, width);
        for (var j = 0; j < outputs; j++)
        {
            var sum = sums.Slice(j * width, width);
            if (tile.Start[j] is { } start)
                sum.Fill(start);
            for (var p = 0; p < width; p++)
            {
                var share = Code(products[((j * width) + p)..], j, outputs * width) * tile.Gain[j];
                sum[p] += share;
            }

            for (var p = 0; p < inputSums.Length; p++)
            {
                var share = inputSums[p] * tile.InputSumGain[j];
                sum[p] += share;
            }
        }
    }

    // Of one read; the slices' products lie `distance` apart.
    private float Code(ReadOnlySpan<float> products, int output, int distance)
    {
        var (code, rest) = (0f, 0f);
        for (var k = 0; k < slices.Count; k++)
        {
            rest += products[k * distance] + slices.Zero[k][output];
            var whole = k == slices.Count - 1 && tile.MaxCode == 0 ? rest : MathF.Round(rest);
            code += whole;
            rest -= whole;
        }

        return tile.MaxCode == 0 ? code : Math.Clamp(code, 0, tile.MaxCode);
    }
}
