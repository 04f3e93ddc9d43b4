using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Layers;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Lays a layer's weights out on arrays. Dense mapping (paper, section 3.1): each kernel, unrolled by channel, row and column,
/// becomes one output of an array, and the window streams past. What exceeds the array limits is cut into tiles of near-equal size
/// whose partial sums are added digitally; groups that are smaller are packed (<see cref="GroupPacking"/>). The other schemes differ in what stands for a negative weight (Differential: a second bit
/// line, SignedInput: a second array) or in what is unrolled (Toeplitz: the whole convolution).
/// </summary>
public static class LayerMapping
{
    // Beyond this an array's transfer matrix takes hours.
    private const long MostCells = 1 << 23;

    /// <summary>Maps one layer.</summary>
    /// <param name="index">The layer's position in the network.</param>
    /// <param name="layer">The digital layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="options">Scheme, array limits, scale and offset subtraction.</param>
    /// <exception cref="CompilationException">The scheme does not fit the limits (CBX0060).</exception>
    public static MappedLayer Map(int index, Convolution layer, TensorShape input, CompilerOptions options)
    {
        var subtraction = Subtraction(options);
        if (options.Mapping != MappingScheme.Toeplitz || (layer.OutputShape.Length == layer.Outputs && input.Length == input.Channels))
            return new MappedLayer(index, layer, input, subtraction, Tiles(layer, subtraction, options)) { OutputShape = layer.OutputShape };

        CheckToeplitz(layer, input, subtraction, options);
        var unrolled = ToeplitzUnrolling.Unroll(layer, input);
        var whole = new TensorShape(input.Length);
        return new MappedLayer(index, unrolled, whole, subtraction, Tiles(unrolled, subtraction, options)) { OutputShape = layer.OutputShape };
    }

    private static CurrentSubtraction Subtraction(CompilerOptions options) => options.Mapping switch
    {
        MappingScheme.Differential => CurrentSubtraction.ColumnPair,
        MappingScheme.SignedInput => CurrentSubtraction.ArrayPair,
        _ => options.OffsetSubtraction == OffsetSubtraction.Analog ? CurrentSubtraction.ReferenceColumn : CurrentSubtraction.None,
    };

    private static void CheckToeplitz(Convolution layer, TensorShape input, CurrentSubtraction subtraction, CompilerOptions options)
    {
        long rows = input.Length / layer.Groups;
        long columns = (layer.OutputShape.Length / layer.Groups) + (subtraction == CurrentSubtraction.ReferenceColumn ? 1 : 0);
        var limit = (options.MaxRows > 0 && rows > options.MaxRows) || (options.MaxColumns > 0 && columns > options.MaxColumns)
            ? $"MaxRows×MaxColumns = {options.MaxRows}×{options.MaxColumns}"
            : rows * columns > MostCells ? $"{MostCells} cells, which is as much as this version solves" : null;
        if (limit is not null)
            throw new CompilationException(Descriptors.ToeplitzTooLarge, null, layer.Name, rows, columns, limit);
    }

    private static ImmutableArray<MappedTile> Tiles(Convolution layer, CurrentSubtraction subtraction, CompilerOptions options)
    {
        // A reference column and a pair's second column are bit lines like any other and count in the array's width.
        var outputLimit = options.MaxColumns == 0 ? 0 : Math.Max(1, subtraction switch
        {
            CurrentSubtraction.ReferenceColumn => options.MaxColumns - 1,
            CurrentSubtraction.ColumnPair => options.MaxColumns / 2,
            _ => options.MaxColumns,
        });
        var outputsOfGroup = layer.Outputs / layer.Groups;
        var tiles = ImmutableArray.CreateBuilder<MappedTile>();
        if (GroupPacking.GroupsPerArray(layer, options.MaxRows, outputLimit) is > 1 and var packed)
        {
            foreach (var (group, groups) in Tiling.Split(layer.Groups, packed))
                Add(group, 0, groups * layer.KernelLength, group * outputsOfGroup, groups * outputsOfGroup, GroupPacking.Weights(layer, group, groups));
            return tiles.ToImmutable();
        }

        for (var group = 0; group < layer.Groups; group++)
        {
            foreach (var (firstRow, rows) in Tiling.Split(layer.KernelLength, options.MaxRows))
            {
                foreach (var (first, outputs) in Tiling.Split(outputsOfGroup, outputLimit))
                {
                    var firstOutput = (group * outputsOfGroup) + first;
                    Add(group, firstRow, rows, firstOutput, outputs, Block(layer, firstRow, rows, firstOutput, outputs));
                }
            }
        }

        return tiles.ToImmutable();

        void Add(int group, int firstRow, int rows, int firstOutput, int outputs, float[] weights)
        {
            var layout = new ArrayLayout(rows, outputs, subtraction);
            tiles.Add(new MappedTile
            {
                Group = group,
                FirstRow = firstRow,
                FirstOutput = firstOutput,
                Layout = layout,
                Weights = weights,
                Target = WeightScaling.Normalize(layout, weights, options.Scale),
            });
        }
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
