using System.Collections.Immutable;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Dense mapping (paper, section 3.1): each kernel, unrolled by channel, row and column, becomes one bit line, and the window
/// streams past. What exceeds the array limits is cut into tiles of near-equal size whose partial sums are added digitally.
/// </summary>
public static class DenseMapping
{
    /// <summary>Maps one layer.</summary>
    /// <param name="index">The layer's position in the network.</param>
    /// <param name="layer">The digital layer.</param>
    /// <param name="options">Array limits, scale and offset subtraction.</param>
    public static MappedLayer Map(int index, Convolution layer, CompilerOptions options)
    {
        var hasReference = options.OffsetSubtraction == OffsetSubtraction.Analog;
        // The reference column is a bit line like any other and counts in the array's width.
        var outputLimit = options.MaxColumns == 0 ? 0 : Math.Max(1, options.MaxColumns - (hasReference ? 1 : 0));
        var outputsOfGroup = layer.Outputs / layer.Groups;
        var tiles = ImmutableArray.CreateBuilder<MappedTile>();
        for (var group = 0; group < layer.Groups; group++)
        {
            foreach (var (firstRow, rows) in Tiling.Split(layer.KernelLength, options.MaxRows))
            {
                foreach (var (first, outputs) in Tiling.Split(outputsOfGroup, outputLimit))
                {
                    var firstOutput = (group * outputsOfGroup) + first;
                    var weights = Block(layer, firstRow, rows, firstOutput, outputs);
                    tiles.Add(new MappedTile
                    {
                        Group = group,
                        FirstRow = firstRow,
                        RowCount = rows,
                        FirstOutput = firstOutput,
                        OutputCount = outputs,
                        Weights = weights,
                        Target = WeightScaling.Normalize(rows, outputs, weights, options.Scale, hasReference),
                    });
                }
            }
        }

        return new MappedLayer(index, layer, hasReference, tiles.ToImmutable());
    }

    private static float[] Block(Convolution layer, int firstRow, int rows, int firstOutput, int outputs)
    {
        var block = new float[rows * outputs];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < outputs; j++)
                block[(i * outputs) + j] = layer.Weights[((firstOutput + j) * layer.KernelLength) + firstRow + i];
        }

        return block;
    }
}
