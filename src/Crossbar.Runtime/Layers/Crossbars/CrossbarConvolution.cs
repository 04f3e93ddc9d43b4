namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A convolution or dense layer on crossbar arrays: the window streams past the arrays, one read a position (dense mapping, paper
/// section 3.1), or one read takes in the whole image (Toeplitz mapping); each tile's column currents are digitised, decoded and
/// summed: over tiles, over the pulses that tell the inputs, and over the slices that hold a weight's digits. A tile in one pulse is one term of that sum,
/// whose factors are in its readouts.
/// </summary>
public sealed record CrossbarConvolution : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The activations that the DACs cover, but for tiles with a range of their own; holds 0.</summary>
    public required ConverterRange InputRange { get; init; }

    /// <summary>Columns that each output is the sum of: slices of its weights, each with its digit's factor in its scale.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>Whether a slice's columns are neighbours, in arrays of their own; else the slices of an output are.</summary>
    public bool SlicesApart { get; init; }

    /// <summary>Resolution of the DACs in bits, 0 for ideal converters.</summary>
    public required int DacBits { get; init; }

    /// <summary>Resolution of the ADCs in bits, 0 for ideal converters.</summary>
    public required int AdcBits { get; init; }

    /// <summary>One digital summand an output channel (for a whole image: an output).</summary>
    public required ImmutableArray<float> Bias { get; init; }

    /// <summary>The arrays.</summary>
    public required ImmutableArray<CrossbarTile> Tiles { get; init; }

    /// <summary>Length of one group's unrolled kernel, K.</summary>
    public required int KernelLength { get; init; }

    /// <summary>
    /// Whether the arrays hold the whole convolution as a Toeplitz matrix: the window is then a point of an image that has only
    /// channels, and the output likewise.
    /// </summary>
    public bool ReadsWholeImage { get; init; }

    /// <summary>The shapes between which the window slides, which for a whole image are its flattened ones.</summary>
    public (TensorShape Input, TensorShape Output) Unrolling(TensorShape input) =>
        ReadsWholeImage ? (new TensorShape(input.Length), new TensorShape(OutputShape.Length)) : (input, OutputShape);

    /// <summary>How many reads tell the arrays the activations of a window.</summary>
    public int Pulses => Tiles[0].Pulses;

    /// <summary>Window positions per image.</summary>
    public int Positions => ReadsWholeImage ? 1 : OutputShape.Height * OutputShape.Width;

    /// <summary>Array reads per image: the pulses of every window position.</summary>
    public int Reads => Positions * Pulses;

    /// <summary>Number of output channels (for a whole image: outputs).</summary>
    public int OutputCount => Bias.Length;

    /// <summary>Number of columns that are read: a slice of an output each.</summary>
    public int ColumnCount => OutputCount * Slices;

    /// <summary>Which column holds what.</summary>
    public ColumnOrder Order => new(OutputCount, Groups, Slices, SlicesApart);

    /// <summary>The activations that a tile's DACs cover.</summary>
    /// <param name="tile">One of <see cref="Tiles"/>.</param>
    public ConverterRange InputRangeOf(CrossbarTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return tile.InputRange ?? InputRange;
    }

    /// <inheritdoc/>
    public override string OperatorName => "Conv";

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) =>
        !context.Hardware.IsLinear || context.Chip.Converters is not null ? new SingleReadsKernel(this, context)
        : Drives(context).Length > 1 ? new ManyRangesKernel(this, context)
        : new CrossbarConvolutionKernel(this, context);

    /// <summary>The first of the layer's rows, counted over all groups, that a tile's inputs are.</summary>
    /// <param name="tile">One of <see cref="Tiles"/>.</param>
    internal int RowOf(CrossbarTile tile) => (tile.Group * KernelLength) + tile.FirstRow;

    /// <summary>The layer's DACs as the chip was built with them; null where they are as designed.</summary>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <exception cref="NotSupportedException">Its converters cannot have the errors that are asked for.</exception>
    internal RowDrivers? DriversOf(LayerContext context)
    {
        var (chip, dacBits, adcBits) = (context.Chip, context.Options.DacBits ?? DacBits, context.Options.AdcBits ?? AdcBits);
        foreach (var (error, reason) in chip.Converters?.Errors.Refusals(chip, dacBits, adcBits) ?? [])
            throw new NotSupportedException($"Layer '{Name}' cannot have converters with {error}: {reason}");
        return RowDrivers.Of(chip, context.Index, Groups * KernelLength, dacBits);
    }

    /// <summary>The numbers of the tiles that share a DAC range, range by range in the order in which they first occur.</summary>
    internal ImmutableArray<ImmutableArray<int>> TilesByRange() =>
        [.. Enumerable.Range(0, Tiles.Length).GroupBy(t => InputRangeOf(Tiles[t])).Select(tiles => tiles.ToImmutableArray())];

    /// <summary>What is read together, in the order in which it is added up: range by range, and in each pulse by pulse.</summary>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <exception cref="NotSupportedException">The chip's DACs need another number of pulses than was compiled for.</exception>
    internal ImmutableArray<TileDrive> Drives(LayerContext context)
    {
        var bits = context.Options.DacBits ?? DacBits;
        var pulses = context.Hardware.PulsesOf(bits);
        if (context.Hardware.Encoding is InputEncoding.BitSerial or InputEncoding.Spikes && bits != DacBits)
            throw new NotSupportedException($"The design was compiled for {context.Hardware.Encoding} with codes of {DacBits} bits; it cannot be run with DacBits={bits}. Compile it again with that.");
        return
        [
            .. TilesByRange().SelectMany(tiles => Enumerable.Range(0, pulses).Select(pulse =>
                new TileDrive(Dac.Of(InputRangeOf(Tiles[tiles[0]]), bits, context.Hardware, pulse), pulse, tiles))),
        ];
    }
}
