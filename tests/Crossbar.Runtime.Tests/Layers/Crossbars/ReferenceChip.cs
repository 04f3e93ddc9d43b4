namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>
/// What a <see cref="CrossbarConvolution"/> computes, step by step in double precision: code, voltage, current, code, decoded value
/// (docs/converters.md). Written for reading, and without anything of the layer's own code.
/// </summary>
internal sealed class ReferenceChip(CrossbarConvolution layer, TensorShape input, HardwareDesign hardware)
{
    private readonly double[][] _transfers = [.. layer.Tiles.Select(t => Solve(t, hardware))];
    private readonly int _dacCodes = (1 << layer.DacBits) - 1;

    private double StepOf(CrossbarTile tile) => (tile.InputRange ?? layer.InputRange).Width / (double)_dacCodes;

    private double ZeroCodeOf(CrossbarTile tile) => Math.Round(-(tile.InputRange ?? layer.InputRange).Minimum / StepOf(tile));

    /// <summary>The outputs, and for each how far a current so near a code's edge that rounding may go either way may carry it.</summary>
    public (double Value, double Slack)[] Run(float[] x)
    {
        var outputs = new (double, double)[layer.OutputShape.Length];
        var positions = layer.OutputShape.Height * layer.OutputShape.Width;
        for (var o = 0; o < layer.Bias.Length; o++)
        {
            for (var p = 0; p < positions; p++)
                outputs[(o * positions) + p] = (layer.Bias[o], 0);
        }

        for (var t = 0; t < layer.Tiles.Length; t++)
        {
            for (var p = 0; p < positions; p++)
            {
                var codes = Codes(layer.Tiles[t], x, p);
                for (var j = 0; j < layer.Tiles[t].OutputCount; j++)
                {
                    var (value, slack) = Read(t, j, codes);
                    ref var sum = ref outputs[((layer.Tiles[t].FirstOutput + j) * positions) + p];
                    sum = (sum.Item1 + value, sum.Item2 + slack);
                }
            }
        }

        return outputs;
    }

    private double[] Codes(CrossbarTile tile, float[] x, int position)
    {
        var (oy, ox) = (position / layer.OutputShape.Width, position % layer.OutputShape.Width);
        var codes = new double[tile.RowCount];
        var (step, zeroCode) = (StepOf(tile), ZeroCodeOf(tile));
        for (var i = 0; i < codes.Length; i++)
        {
            var tap = tile.FirstRow + i;
            var channel = (tile.Group * layer.KernelLength / layer.Window.Taps) + (tap / layer.Window.Taps);
            var row = (oy * layer.Window.StrideY) - layer.Window.PadTop + (tap % layer.Window.Taps / layer.Window.KernelWidth * layer.Window.DilationY);
            var column = (ox * layer.Window.StrideX) - layer.Window.PadLeft + (tap % layer.Window.KernelWidth * layer.Window.DilationX);
            var inside = row >= 0 && row < input.Height && column >= 0 && column < input.Width;
            var value = inside ? x[(((channel * input.Height) + row) * input.Width) + column] : 0;
            codes[i] = Math.Clamp(Math.Round(value / step) + zeroCode, 0, _dacCodes);
        }

        return codes;
    }

    private (double Value, double Slack) Read(int tileIndex, int j, double[] codes)
    {
        var tile = layer.Tiles[tileIndex];
        var column = tile.Columns[j];
        var voltPerCode = hardware.InputVoltage / _dacCodes;
        var (step, zeroCode) = (StepOf(tile), ZeroCodeOf(tile));
        double current = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            var reference = tile.Subtraction == CurrentSubtraction.ReferenceColumn ? _transfers[tileIndex][(i * tile.BitLines) + tile.BitLines - 1] : 0;
            current += voltPerCode * codes[i] * (_transfers[tileIndex][(i * tile.BitLines) + j] - reference);
        }

        var adcCodes = (1 << layer.AdcBits) - 1;
        var adcStep = (column.AdcMaximum - (double)column.AdcMinimum) / adcCodes;
        var position = (current - column.AdcMinimum) / adcStep;
        var read = column.AdcMinimum + (Math.Clamp(Math.Round(position), 0, adcCodes) * adcStep);
        var decoded = read * step / (voltPerCode * column.Scale);
        if (tile.Subtraction == CurrentSubtraction.None)
            decoded -= tile.ZeroConductance / column.Scale * step * codes.Sum();
        var isTie = Math.Abs(position - Math.Floor(position) - 0.5) < 1e-3;
        return (
            (column.FitGain * decoded) + column.FitOffset - (zeroCode * step * column.WeightSum),
            isTie ? column.FitGain * adcStep * step / (voltPerCode * column.Scale) : 0);
    }

    private static double[] Solve(CrossbarTile tile, HardwareDesign hardware)
    {
        var transfer = new double[tile.Conductances.Length];
        TransferMatrix.Solve(tile.RowCount, tile.BitLines, [.. tile.Conductances.Select(g => (double)g)], hardware.Resistances, transfer);
        return transfer;
    }
}
