using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Chip;

/// <summary>One layer on crossbars.</summary>
public sealed record CompiledLayer
{
    /// <summary>Puts a layer's arrays together.</summary>
    /// <param name="unrolled">The layer as its arrays hold it.</param>
    /// <param name="arrays">The arrays.</param>
    /// <param name="samples">What the layer saw of the calibration data.</param>
    /// <param name="converters">Its converters.</param>
    public CompiledLayer(UnrolledLayer unrolled, ImmutableArray<CompiledArray> arrays, LayerSamples samples, LayerConverters converters)
    {
        ArgumentNullException.ThrowIfNull(unrolled);
        ArgumentNullException.ThrowIfNull(converters);
        (Unrolled, Arrays, Samples, Converters) = (unrolled, arrays, samples, converters);
        Layer = new CrossbarConvolution
        {
            Name = unrolled.Source.Name,
            Inputs = unrolled.Source.Inputs,
            OutputShape = unrolled.OutputShape,
            ReadsWholeImage = unrolled.ReadsWholeImage,
            Window = unrolled.Source.Window,
            Groups = unrolled.Groups,
            KernelLength = unrolled.KernelLength,
            InputRange = converters.InputRange,
            Slices = unrolled.Slices,
            SlicesApart = unrolled.SlicesApart,
            DacBits = converters.DacBits,
            AdcBits = converters.AdcBits,
            Bias = unrolled.Source.Bias,
            Tiles = [.. arrays.Select(array => array.Tile)],
        };
    }

    /// <summary>The layer as its arrays hold it.</summary>
    public UnrolledLayer Unrolled { get; }

    /// <summary>The arrays.</summary>
    public ImmutableArray<CompiledArray> Arrays { get; }

    /// <summary>What the layer saw of the calibration data.</summary>
    public LayerSamples Samples { get; }

    /// <summary>Its converters.</summary>
    public LayerConverters Converters { get; }

    /// <summary>What the runtime runs: the tiles of <see cref="Arrays"/>.</summary>
    public CrossbarConvolution Layer { get; }

    /// <summary>The rows of each array, in the arrays' order.</summary>
    public ImmutableArray<RowBlock> Rows => [.. Arrays.Select(array => array.Programmed.Rows)];

    /// <summary>The activations that the DACs of each array cover, in the arrays' order.</summary>
    public ImmutableArray<ConverterRange> InputRanges => [.. Layer.Tiles.Select(Layer.InputRangeOf)];

    /// <summary>The activations that the DAC of a row covers, the same for all arrays that the row drives.</summary>
    /// <param name="row">The row, counted over all groups.</param>
    public ConverterRange InputRangeOf(int row)
    {
        foreach (var array in Arrays)
        {
            var offset = row - array.Programmed.Rows.First;
            if (offset >= 0 && offset < array.Programmed.RowCount)
                return Layer.InputRangeOf(array.Tile);
        }

        return Layer.InputRange;
    }

    /// <summary>The same arrays with the converters and fits of another calibration of this layer.</summary>
    /// <param name="calibrated">The layer calibrated on other cells.</param>
    public CompiledLayer WithReadouts(CompiledLayer calibrated)
    {
        ArgumentNullException.ThrowIfNull(calibrated);
        var arrays = Arrays.Zip(calibrated.Arrays, (own, other) =>
            new CompiledArray(own.Programmed with { ZeroWeights = other.Programmed.ZeroWeights }, Unrolled, other.Tile.InputRange, other.Tile.Columns));
        return new CompiledLayer(Unrolled, [.. arrays], calibrated.Samples, calibrated.Converters);
    }

    /// <summary>The same layer without its samples and what only the making and measuring of arrays need: what is left is what tables hold.</summary>
    internal CompiledLayer Released() => new(
        Unrolled,
        [.. Arrays.Select(array => new CompiledArray(array.Programmed.Released(), Unrolled, array.Tile.InputRange, array.Tile.Columns))],
        Samples with { Count = 0, Windows = [], SoftwareWindows = [] },
        Converters);

    /// <summary>The same layer with other cells in its arrays; converters and fits stay.</summary>
    /// <param name="cells">The arrays as a chip has them, in order.</param>
    public CompiledLayer WithCells(IEnumerable<ProgrammedArray> cells) => new(
        Unrolled, [.. cells.Zip(Arrays, (own, array) => new CompiledArray(own, Unrolled, array.Tile.InputRange, array.Tile.Columns))], Samples, Converters);
}
