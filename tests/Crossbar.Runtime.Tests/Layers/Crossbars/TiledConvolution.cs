namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>
/// A convolution put on ideal arrays by hand, as docs/converters.md says: T = α·W + β, cut into tiles at random places, an α of its own for every
/// column, and, with a reference column, β once more.
/// </summary>
internal static class TiledConvolution
{
    public static HardwareDesign Ideal { get; } = new() { Resistances = ArrayResistances.None };

    public static CrossbarConvolution Create(ConvolutionCase c, Random random, bool hasReference, int dacBits = 0, int adcBits = 0, bool inOneTile = false)
    {
        var tiles = ImmutableArray.CreateBuilder<CrossbarTile>();
        var outputs = c.Output.Channels / c.Groups;
        for (var group = 0; group < c.Groups; group++)
        {
            foreach (var (row, rows) in inOneTile ? [(0, c.KernelLength)] : Cut(c.KernelLength, random))
            {
                foreach (var (output, count) in inOneTile ? [(0, outputs)] : Cut(outputs, random))
                    tiles.Add(Tile(c, group, row, rows, (group * outputs) + output, count, hasReference, random));
            }
        }

        return new CrossbarConvolution
        {
            Name = "conv",
            Inputs = [0],
            OutputShape = c.Output,
            Window = c.Window,
            Groups = c.Groups,
            KernelLength = c.KernelLength,
            InputRange = new ConverterRange(Math.Min(0, c.X.Min()), Math.Max(0, c.X.Max())),
            DacBits = dacBits,
            AdcBits = adcBits,
            Bias = [.. c.Bias],
            Tiles = tiles.ToImmutable(),
        };
    }

    private static IEnumerable<(int Start, int Length)> Cut(int length, Random random)
    {
        for (var start = 0; start < length;)
        {
            var part = random.Next(1, length - start + 1);
            yield return (start, part);
            start += part;
        }
    }

    private static CrossbarTile Tile(ConvolutionCase c, int group, int firstRow, int rows, int firstOutput, int outputs, bool hasReference, Random random)
    {
        const float Beta = 30e-6f;
        var bitLines = outputs + (hasReference ? 1 : 0);
        var conductances = new float[rows * bitLines];
        Array.Fill(conductances, Beta);
        var columns = ImmutableArray.CreateBuilder<ColumnReadout>();
        for (var j = 0; j < outputs; j++)
        {
            var alpha = (5 + (10 * random.NextSingle())) * 1e-6f;
            double weightSum = 0;
            for (var i = 0; i < rows; i++)
            {
                var weight = c.Weights[((firstOutput + j) * c.KernelLength) + firstRow + i];
                weightSum += weight;
                conductances[(i * bitLines) + j] = (alpha * weight) + Beta;
            }

            // Wide enough for any input: rows · 0.4 V · 60 µS; an ideal ADC would not mind a narrow one.
            columns.Add(new ColumnReadout(alpha, (float)weightSum, hasReference ? -12e-6f * rows : 0, 24e-6f * rows, 1, 0));
        }

        return new CrossbarTile
        {
            Group = group,
            FirstRow = firstRow,
            RowCount = rows,
            FirstOutput = firstOutput,
            Subtraction = hasReference ? CurrentSubtraction.ReferenceColumn : CurrentSubtraction.None,
            ZeroConductance = Beta,
            ConductanceRange = 60e-6f,
            Conductances = [.. conductances],
            Columns = columns.ToImmutable(),
        };
    }
}
