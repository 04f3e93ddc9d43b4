namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Lays a layer's weights out on arrays. Dense mapping (paper, section 3.1): each kernel, unrolled by channel, row and column,
/// becomes one output of an array, and the window streams past. What exceeds the array limits is cut into tiles of near-equal size
/// whose partial sums are added digitally; groups that are smaller are packed (<see cref="GroupPacking"/>). The other schemes differ in what
/// stands for a negative weight (Differential: a second bit line, SignedInput: a second array) or in what is unrolled (Toeplitz: the whole
/// convolution). Toeplitz takes inverted inputs too, as the one-read layout of Li et al. (GCCE 2024) does: a place without a device is then
/// a weight of 0, which no zero level is.
/// </summary>
public static class LayerMapping
{
    // Beyond this an array's transfer matrix takes hours.
    private const long MaxCells = 1 << 23;

    /// <summary>Maps one layer.</summary>
    /// <param name="index">The layer's position in the network.</param>
    /// <param name="layer">The digital layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="options">Scheme, array limits, scale and offset subtraction.</param>
    /// <exception cref="CompilationException">The scheme does not fit the limits (CBX0060).</exception>
    public static MappedLayer Map(int index, Convolution layer, TensorShape input, MappingOptions options)
    {
        if (options.Scheme != MappingScheme.Toeplitz || (layer.OutputShape.Length == layer.Outputs && input.Length == input.Channels))
        {
            var subtraction = Subtraction(options);
            return new MappedLayer(index, layer, input, subtraction, Tiles(layer, null, subtraction, options)) { OutputShape = layer.OutputShape };
        }

        CheckToeplitz(layer, input, options);
        var (unrolled, isPlaced) = ToeplitzUnrolling.Unroll(layer, input);
        const CurrentSubtraction Inverted = CurrentSubtraction.ArrayPair;
        return new MappedLayer(index, unrolled, new TensorShape(input.Length), Inverted, Tiles(unrolled, isPlaced, Inverted, options))
        {
            OutputShape = layer.OutputShape,
        };
    }

    private static CurrentSubtraction Subtraction(MappingOptions options) => options.Scheme switch
    {
        MappingScheme.Differential => CurrentSubtraction.ColumnPair,
        MappingScheme.SignedInput => CurrentSubtraction.ArrayPair,
        _ => options.OffsetSubtraction == OffsetSubtraction.Analog ? CurrentSubtraction.ReferenceColumn : CurrentSubtraction.None,
    };

    private static void CheckToeplitz(Convolution layer, TensorShape input, MappingOptions options)
    {
        long rows = input.Length / layer.Groups;
        var columns = (long)options.Copies * layer.OutputShape.Length / layer.Groups;
        if (rows * columns > MaxCells)
            throw TooLarge($"the {MaxCells} cells that this version solves", "Use Mapping=Dense.");
        string[] limits =
        [
            .. options.MaxRows > 0 && rows > options.MaxRows ? [$"MaxRows={options.MaxRows}"] : Array.Empty<string>(),
            .. options.MaxColumns > 0 && columns > options.MaxColumns ? [$"MaxColumns={options.MaxColumns}"] : Array.Empty<string>(),
        ];
        if (limits.Length > 0)
            throw TooLarge(string.Join(" and ", limits), "Raise the limits (0 is none) or use Mapping=Dense.");

        CompilationException TooLarge(string limit, string remedy) => new(Descriptors.ToeplitzTooLarge, null, layer.Name, rows, columns, limit, remedy);
    }

    private static ImmutableArray<MappedTile> Tiles(Convolution layer, bool[]? isPlaced, CurrentSubtraction subtraction, MappingOptions options)
    {
        // Copies, a reference column and a pair's second column are bit lines like any other and count in the array's width.
        var lines = options.MaxColumns / options.Copies;
        var outputLimit = options.MaxColumns == 0 ? 0 : Math.Max(1, subtraction switch
        {
            CurrentSubtraction.ReferenceColumn => lines - 1,
            CurrentSubtraction.ColumnPair => lines / 2,
            _ => lines,
        });
        var outputsOfGroup = layer.Outputs / layer.Groups;
        var tiles = ImmutableArray.CreateBuilder<MappedTile>();
        if (GroupPacking.GroupsPerArray(layer, options.MaxRows, outputLimit) is > 1 and var packed)
        {
            foreach (var (group, groups) in Tiling.Split(layer.Groups, packed))
            {
                Add(
                    group, 0, groups * layer.KernelLength, group * outputsOfGroup, groups * outputsOfGroup,
                    GroupPacking.Diagonal(layer, layer.Weights.AsSpan(), group, groups), isPlaced is null ? null : GroupPacking.Diagonal<bool>(layer, isPlaced, group, groups));
            }

            return tiles.ToImmutable();
        }

        for (var group = 0; group < layer.Groups; group++)
        {
            foreach (var (firstRow, rows) in Tiling.Split(layer.KernelLength, options.MaxRows))
            {
                foreach (var (first, outputs) in Tiling.Split(outputsOfGroup, outputLimit))
                {
                    var firstOutput = (group * outputsOfGroup) + first;
                    Add(
                        group, firstRow, rows, firstOutput, outputs, Block(layer, layer.Weights.AsSpan(), firstRow, rows, firstOutput, outputs),
                        isPlaced is null ? null : Block<bool>(layer, isPlaced, firstRow, rows, firstOutput, outputs));
                }
            }
        }

        return tiles.ToImmutable();

        void Add(int group, int firstRow, int rows, int firstOutput, int outputs, float[] weights, bool[]? placed)
        {
            var layout = new ArrayLayout(rows, outputs, subtraction) { Copies = options.Copies };
            var tile = MappedTile.Of(group, firstRow, firstOutput, layout, weights, options.Scale);
            tiles.Add(placed is null ? tile : tile with { Target = tile.Target with { Absent = Absent(layout, placed) } });
        }
    }

    // Both arrays of a pair leave out the same places.
    private static bool[] Absent(ArrayLayout layout, bool[] isPlaced)
    {
        var absent = new bool[layout.CellCount];
        for (var k = 0; k < absent.Length; k++)
            absent[k] = !isPlaced[k / layout.Copies % isPlaced.Length];
        return absent;
    }

    private static T[] Block<T>(Convolution layer, ReadOnlySpan<T> weights, int firstRow, int rows, int firstOutput, int outputs)
    {
        var block = new T[rows * outputs];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < outputs; j++)
                block[(i * outputs) + j] = weights[((firstOutput + j) * layer.KernelLength) + firstRow + i];
        }

        return block;
    }
}
