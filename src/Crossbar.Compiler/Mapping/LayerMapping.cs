using System.Runtime.InteropServices;

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
    /// <param name="countsLines">Whether what comes out of each line is counted by itself, so that nothing is subtracted before.</param>
    /// <param name="levels">Levels that devices can be programmed to, 0 for a continuum.</param>
    /// <exception cref="CompilationException">The scheme does not fit the limits (CBX0060).</exception>
    /// <exception cref="ArgumentException">Lines are to be counted and the scheme has an array of its own for negative weights.</exception>
    public static MappedLayer Map(int index, Convolution layer, TensorShape input, MappingOptions options, bool countsLines = false, int levels = 0)
    {
        if (countsLines && options.Scheme is MappingScheme.SignedInput or MappingScheme.Toeplitz)
            throw new ArgumentException($"Mapping={options.Scheme} subtracts currents before they could be counted.", nameof(options));
        Check(layer, input, options);
        var isWhole = IsWhole(layer, input, options);
        var (source, isPlaced) = isWhole ? (layer, null) : ToeplitzUnrolling.Unroll(layer, input);
        var subtraction = countsLines ? CurrentSubtraction.None : isWhole ? Subtraction(options) : CurrentSubtraction.ArrayPair;
        var hasPairs = options.Scheme == MappingScheme.Differential || subtraction is CurrentSubtraction.ColumnPair or CurrentSubtraction.ArrayPair;
        var (weights, slices) = Whole(source, hasPairs, subtraction == CurrentSubtraction.ReferenceColumn, options, levels);
        if (countsLines && hasPairs)
            slices = new SignedParts(slices ?? new UndividedWeights(source with { Weights = weights }, options.Scale));
        return new MappedLayer(
            index, source, isWhole ? input : new TensorShape(input.Length), subtraction, Tiles(source with { Weights = weights }, isPlaced, slices, subtraction, options))
        {
            OutputShape = layer.OutputShape,
            WeightBits = options.WeightBits,
            Slices = slices?.Count ?? 1,
            SlicesApart = options.SlicePlacement == SlicePlacement.Arrays,
        };
    }

    /// <summary>Checks whether a layer can be mapped, which takes no time.</summary>
    /// <param name="layer">The digital layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="options">Scheme and array limits.</param>
    /// <exception cref="CompilationException">The scheme does not fit the limits (CBX0060).</exception>
    public static void Check(Convolution layer, TensorShape input, MappingOptions options)
    {
        if (!IsWhole(layer, input, options))
            CheckToeplitz(layer, input, options);
    }

    // Whether the layer's own kernels are what arrays hold.
    private static bool IsWhole(Convolution layer, TensorShape input, MappingOptions options) =>
        options.Scheme != MappingScheme.Toeplitz || (layer.OutputShape.Length == layer.Outputs && input.Length == input.Channels);

    // The weights as arrays are to hold them.
    private static (ImmutableArray<float> Weights, IWeightParts? Parts) Whole(Convolution layer, bool hasPairs, bool hasReference, MappingOptions options, int levels)
    {
        if (options.WeightBits == 0)
            return (layer.Weights, null);
        var whole = WholeWeights.Of(layer, options.WeightBits, options.Scale);
        if (options.CellBits > 0)
            return (layer.Weights, WeightSlices.Of(layer, whole, hasPairs, hasReference, options, levels));
        return ([.. layer.Weights.Select((weight, k) => (float)(whole.Of(k / layer.KernelLength, weight) * whole.UnitOf(k / layer.KernelLength)))], null);
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
        var slices = options.SlicePlacement == SlicePlacement.Columns ? options.SlicesOf(hasPairs: true) : 1;
        var columns = (long)options.Copies * slices * layer.OutputShape.Length / layer.Groups;
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

    private static ImmutableArray<MappedTile> Tiles(
        Convolution layer, bool[]? isPlaced, IWeightParts? slices, CurrentSubtraction subtraction, MappingOptions options)
    {
        // Copies, a reference column and a pair's second column are bit lines like any other and count in the array's width.
        var lines = options.MaxColumns / options.Copies;
        var outputLimit = options.MaxColumns == 0 ? 0 : Math.Max(1, subtraction switch
        {
            CurrentSubtraction.ReferenceColumn => lines - 1,
            CurrentSubtraction.ColumnPair => lines / 2,
            _ => lines,
        });
        // The slices of an output stay together.
        var isApart = options.SlicePlacement == SlicePlacement.Arrays;
        if (slices is not null && !isApart && outputLimit > 0)
            outputLimit = Math.Max(1, outputLimit / slices.Count);
        var outputsOfGroup = layer.Outputs / layer.Groups;
        var tiles = new List<Func<MappedTile>>();
        var packed = GroupPacking.GroupsPerArray(layer, options.MaxRows, outputLimit);
        // Packed groups are one to the layer's order.
        var order = new ColumnOrder(layer.Outputs, packed > 1 ? 1 : layer.Groups, slices?.Count ?? 1, isApart) { HasSigns = slices is SignedParts };
        if (packed > 1)
        {
            foreach (var (group, groups) in Tiling.Split(layer.Groups, packed))
            {
                Add(
                    group, 0, groups * layer.KernelLength, group * outputsOfGroup, groups * outputsOfGroup,
                    () => GroupPacking.Diagonal(layer, layer.Weights.AsSpan(), group, groups), () => isPlaced is null ? null : GroupPacking.Diagonal<bool>(layer, isPlaced, group, groups));
            }

            return Made();
        }

        for (var group = 0; group < layer.Groups; group++)
        {
            foreach (var (firstRow, rows) in Tiling.Split(layer.KernelLength, options.MaxRows))
            {
                foreach (var (first, outputs) in Tiling.Split(outputsOfGroup, outputLimit))
                {
                    var firstOutput = (group * outputsOfGroup) + first;
                    Add(
                        group, firstRow, rows, firstOutput, outputs, () => Block(layer, layer.Weights.AsSpan(), firstRow, rows, firstOutput, outputs),
                        () => isPlaced is null ? null : Block<bool>(layer, isPlaced, firstRow, rows, firstOutput, outputs));
                }
            }
        }

        return Made();

        void Add(int group, int firstRow, int rows, int firstOutput, int outputs, Func<float[]> weights, Func<bool[]?> placed)
        {
            if (slices is null)
            {
                var layout = new ArrayLayout(rows, outputs, subtraction) { Copies = options.Copies };
                tiles.Add(() => Placed(MappedTile.Of(group, firstRow, firstOutput, layout, weights(), options.Scale), placed()));
                return;
            }

            for (var slice = 0; slice < (isApart ? slices.Count : 1); slice++)
            {
                var first = order.ColumnOf(firstOutput, slice);
                (int Output, int Slice)[] columns = [.. Enumerable.Range(first, isApart ? outputs : outputs * slices.Count).Select(order.OutputOf)];
                var layout = new ArrayLayout(rows, columns.Length, subtraction) { Copies = options.Copies };
                tiles.Add(() => Placed(
                    SlicedTile(group, firstRow, first, layout, columns, weights(), firstOutput, slices) with { Order = order },
                    placed() is { } places ? Repeat(places, columns, firstOutput, outputs) : null));
            }
        }

        ImmutableArray<MappedTile> Made()
        {
            var made = new MappedTile[tiles.Count];
            ParallelFailures.Run(made.Length, t => made[t] = tiles[t]());
            return ImmutableCollectionsMarshal.AsImmutableArray(made);
        }
    }

    // A block of weights [M, outputs], of which columns hold slices.
    private static MappedTile SlicedTile(
        int group, int firstRow, int firstColumn, ArrayLayout layout, (int Output, int Slice)[] columns, float[] weights, int firstOutput, IWeightParts slices)
    {
        var outputs = weights.Length / layout.RowCount;
        var parts = new float[layout.RowCount * columns.Length];
        for (var k = 0; k < parts.Length; k++)
        {
            var (output, slice) = columns[k % columns.Length];
            parts[k] = slices.PartOf(output, weights[(k / columns.Length * outputs) + output - firstOutput], slice);
        }

        ImmutableArray<float> zeros = [.. columns.Select(column => slices.ZeroWeightOf(column.Output, column.Slice))];
        return new MappedTile
        {
            Group = group,
            FirstRow = firstRow,
            FirstOutput = firstColumn,
            Layout = layout,
            Weights = parts,
            IsSliced = true,
            ZeroWeights = zeros.All(zero => zero == 0) ? [] : zeros,
            Target = WeightScaling.NormalizeSlices(layout, parts, Array.ConvertAll(columns, column => slices.ScaleOf(column.Output, column.Slice)), slices.ZeroLevel, zeros.AsSpan()),
        };
    }

    private static bool[] Repeat(bool[] placed, (int Output, int Slice)[] columns, int firstOutput, int outputs)
    {
        var repeated = new bool[placed.Length / outputs * columns.Length];
        for (var k = 0; k < repeated.Length; k++)
            repeated[k] = placed[(k / columns.Length * outputs) + columns[k % columns.Length].Output - firstOutput];
        return repeated;
    }

    private static MappedTile Placed(MappedTile tile, bool[]? placed) =>
        placed is null ? tile : tile with { Target = tile.Target with { Absent = Absent(tile.Layout, placed) } };

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
