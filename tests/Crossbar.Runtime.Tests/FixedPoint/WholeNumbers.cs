using System.Numerics;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Runtime.Tests.FixedPoint;

/// <summary>What <see cref="FixedPointCrossbars"/> say, in whole numbers of any size and one after the other: no floating point but for taking its constants.</summary>
internal static class WholeNumbers
{
    // Slices are multiples of 2^-24 codes.
    private const int Fraction = 24;

    public static float[] Run(FixedPointCrossbars layer, TensorShape input, ReadOnlySpan<float> x)
    {
        var crossbars = layer.Crossbars;
        var positions = layer.Layer.OutputShape.Height * layer.Layer.OutputShape.Width;
        var sums = new BigInteger[layer.Offsets.Length * positions];
        for (var k = 0; k < sums.Length; k++)
            sums[k] = layer.Offsets[k / positions];
        foreach (var tile in layer.Tiles)
        {
            var codes = Codes(tile.Dac, layer.Inputs[0], x);
            for (var p = 0; p < positions; p++)
            {
                var window = Window(crossbars, tile.Effective.Tile, input, layer.Layer.OutputShape, codes, tile.Dac.ZeroCode, p);
                var adc = AdcCodes(tile, window);
                for (var j = 0; j < adc.Length; j++)
                {
                    ref var sum = ref sums[(crossbars.Order.OutputOf(tile.Effective.Tile.FirstOutput + j).Output * positions) + p];
                    sum += adc[j] * tile.Multipliers[j];
                    if (!tile.InputSumMultipliers.IsEmpty)
                        sum += window.Sum() * (BigInteger)tile.InputSumMultipliers[j];
                }
            }
        }

        foreach (var sum in sums)
            Assert.InRange(sum, layer.LeastSum, layer.GreatestSum);
        return Array.ConvertAll(sums, sum =>
            (float)Math.ScaleB((double)BigInteger.Max(layer.Output.Minimum, BigInteger.Min(layer.Output.Maximum, sum >> layer.Shift)), -layer.Output.FractionBits));
    }

    public static long[] Codes(FixedPointDac dac, FixedPointFormat format, ReadOnlySpan<float> x)
    {
        var codes = new long[x.Length];
        for (var k = 0; k < codes.Length; k++)
        {
            var number = Math.ScaleB((double)x[k], format.FractionBits);
            Assert.Equal(Math.Floor(number), number);
            var code = (((BigInteger)number * dac.Scaling.Multiplier) + (BigInteger.One << (dac.Scaling.Shift - 1))) >> dac.Scaling.Shift;
            var whole = BigInteger.Max(0, BigInteger.Min(dac.WholeMaxCode, code + dac.WholeZeroCode));
            codes[k] = (long)(dac.DigitBits == 0 ? whole : (whole >> dac.DigitShift) % (1 << dac.DigitBits));
        }

        return codes;
    }

    public static long[] AdcCodes(FixedPointTile tile, long[] window)
    {
        var codes = new long[tile.Multipliers.Length];
        for (var j = 0; j < codes.Length; j++)
        {
            var sum = Whole(tile.ZeroOf(j)) + (BigInteger.One << (Fraction - 1));
            for (var i = 0; i < window.Length; i++)
                sum += window[i] * Whole(tile.CodesOf(i, j));
            codes[j] = (long)BigInteger.Max(0, BigInteger.Min(tile.Effective.MaxCode, sum >> Fraction));
        }

        return codes;
    }

    public static long[] Window(CrossbarConvolution layer, CrossbarTile tile, TensorShape input, TensorShape output, long[] codes, int zeroCode, int position)
    {
        var geometry = layer.Window;
        var (oy, ox) = (position / output.Width, position % output.Width);
        var window = new long[tile.RowCount];
        for (var i = 0; i < window.Length; i++)
        {
            var tap = tile.FirstRow + i;
            var channel = (tile.Group * layer.KernelLength / geometry.Taps) + (tap / geometry.Taps);
            var row = (oy * geometry.StrideY) - geometry.PadTop + (tap % geometry.Taps / geometry.KernelWidth * geometry.DilationY);
            var column = (ox * geometry.StrideX) - geometry.PadLeft + (tap % geometry.KernelWidth * geometry.DilationX);
            var isInside = row >= 0 && row < input.Height && column >= 0 && column < input.Width;
            window[i] = isInside ? codes[(((channel * input.Height) + row) * input.Width) + column] : zeroCode;
        }

        return window;
    }

    private static BigInteger Whole(double value)
    {
        var scaled = Math.ScaleB(value, Fraction);
        Assert.Equal(Math.Floor(scaled), scaled);
        return new BigInteger(scaled);
    }
}
