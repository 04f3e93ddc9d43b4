namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A convolution or dense layer on crossbar arrays: the window streams past the arrays, one read a position (dense mapping, paper
/// section 3.1), or one read takes in the whole image (Toeplitz mapping); each tile's column currents are digitised, decoded and
/// summed.
/// </summary>
public sealed record CrossbarConvolution : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The activations that the DACs cover, but for tiles with a range of their own; holds 0.</summary>
    public required ConverterRange InputRange { get; init; }

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

    /// <summary>Array reads per image: window positions.</summary>
    public int Reads => ReadsWholeImage ? 1 : OutputShape.Height * OutputShape.Width;

    /// <summary>The activations that a tile's DACs cover.</summary>
    /// <param name="tile">One of <see cref="Tiles"/>.</param>
    public ConverterRange InputRangeOf(CrossbarTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        return tile.InputRange ?? InputRange;
    }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) =>
        !context.Hardware.IsLinear ? new NonlinearConvolutionKernel(this, context)
        : TilesByRange().Length > 1 ? new ManyRangesKernel(this, context)
        : new CrossbarConvolutionKernel(this, context);

    /// <summary>The numbers of the tiles that share a DAC range, range by range in the order in which they first occur.</summary>
    internal ImmutableArray<ImmutableArray<int>> TilesByRange() =>
        [.. Enumerable.Range(0, Tiles.Length).GroupBy(t => InputRangeOf(Tiles[t])).Select(tiles => tiles.ToImmutableArray())];
}
