using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>An <see cref="EffectiveTile"/> laid out for the kernels: one product from DAC codes to ADC codes, and a decoder.</summary>
internal sealed class PreparedTile
{
    private readonly WindowMatrix _codes;
    private readonly ColumnDecoder _decoder;
    private readonly SlicedDecoder? _slicedDecoder;
    private readonly float[]? _inputSumGain;
    private readonly ImmutableArray<double> _codesPerAmpere;

    // The tile's, beside what every block's read needs: they are far from here, and division is slow.
    private readonly int _firstOutput;
    private readonly int _outputs;

    /// <summary>Lays a tile out.</summary>
    /// <param name="effective">What it computes.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="isReproducible">Whether sums are to be exact (<see cref="CodeSlices"/>) where they can be.</param>
    public PreparedTile(EffectiveTile effective, WindowProducts windows, bool isReproducible)
        : this(effective, windows, isReproducible ? CodeSlices.Of(effective) : null)
    {
    }

    /// <summary>Lays a tile out.</summary>
    /// <param name="effective">What it computes.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="slices">Its slices, whose sums are exact; null for sums as single precision rounds them.</param>
    public PreparedTile(EffectiveTile effective, WindowProducts windows, CodeSlices? slices)
    {
        (Tile, Pulse, Dac, Noise, NoiseSigma, _codesPerAmpere) = (effective.Tile, effective.Pulse, effective.Dac, effective.Noise, effective.NoiseSigma, effective.CodesPerAmpere);
        _inputSumGain = effective.InputSumGain.IsEmpty ? null : [.. effective.InputSumGain];
        _decoder = new ColumnDecoder([.. effective.Zero], [.. effective.Gain], effective.MaxCode, [.. effective.Start]);
        (_firstOutput, _outputs) = (Tile.FirstOutput, Tile.OutputCount);
        var (codes, outputs) = (effective.Codes, _outputs);
        if (slices is not null)
        {
            _slicedDecoder = new SlicedDecoder(effective, slices);
            var columns = slices.Count * outputs;
            _codes = windows.Pack(Tile.Group, Tile.FirstRow, Tile.RowCount, columns + (_inputSumGain is null ? 0 : 1), (i, j) =>
                j == columns ? 1 : slices.Codes[j / outputs][(i * outputs) + (j % outputs)]);
            return;
        }

        // Where Σx is to be subtracted digitally a column of ones sums the codes up beside the others.
        _codes = windows.Pack(Tile.Group, Tile.FirstRow, Tile.RowCount, outputs + (_inputSumGain is null ? 0 : 1), (i, j) =>
            j == outputs ? 1 : codes[(i * outputs) + j]);
    }

    /// <summary>What the tile was made from.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Which of the pulses that tell the inputs it is read with.</summary>
    public int Pulse { get; }

    /// <summary>The tile's DACs in that pulse.</summary>
    public Dac Dac { get; }

    /// <summary>See <see cref="EffectiveTile.Noise"/>.</summary>
    public ImmutableArray<double> Noise { get; }

    /// <summary>See <see cref="EffectiveTile.NoiseSigma"/>.</summary>
    public double NoiseSigma { get; }

    /// <summary>Outputs of the tile, those that fill it up for the machine included: what <see cref="Read"/> gives a position.</summary>
    public int PaddedOutputs => _codes.PaddedColumns;

    /// <summary>ADC codes of one ampere at an output.</summary>
    public double CodesPerAmpere(int output) => _codesPerAmpere[output];

    /// <summary>Reads the array for one block of positions.</summary>
    /// <param name="workspace">The image of DAC codes as <see cref="WindowProducts.LayOut"/> left it.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives [PaddedOutputs, positions]: ADC codes before rounding, less each column's zero.</param>
    public void Read(Span<float> workspace, int block, Span<float> products) => _codes.Multiply(workspace, block, products);

    /// <summary>The same for several images.</summary>
    /// <param name="workspaces">The images.</param>
    /// <param name="workspaceLength">Distance of the images.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="block">The block.</param>
    /// <param name="products">Receives each image's products.</param>
    /// <param name="productLength">Distance of the images' products.</param>
    public void ReadImages(Span<float> workspaces, int workspaceLength, int images, int block, Span<float> products, int productLength) =>
        _codes.MultiplyImages(workspaces, workspaceLength, images, block, products, productLength);

    /// <summary>Reads the array for one block of positions, digitises what was read and adds the tile's share to the layer's output.</summary>
    /// <param name="workspace">The image of DAC codes as <see cref="WindowProducts.LayOut"/> left it.</param>
    /// <param name="block">The block.</param>
    /// <param name="width">Positions of a block.</param>
    /// <param name="products">Memory for [PaddedOutputs, positions].</param>
    /// <param name="sums">The layer's output at the block's positions, [outputs, positions].</param>
    public void ReadAndDecode(Span<float> workspace, int block, int width, Span<float> products, Span<float> sums)
    {
        if (_inputSumGain is null && _slicedDecoder is null)
        {
            _codes.MultiplyAndDecode(workspace, block, width, products, _decoder, sums.Slice(_firstOutput * width, _outputs * width));
            return;
        }

        Read(workspace, block, products);
        Decode(products, width, sums);
    }

    /// <summary>Digitises what was read of one block of positions and adds the tile's share to the layer's output.</summary>
    /// <param name="products">What <see cref="Read"/> gave.</param>
    /// <param name="width">Positions of a block.</param>
    /// <param name="sums">The layer's output at the block's positions, [outputs, positions].</param>
    public void Decode(ReadOnlySpan<float> products, int width, Span<float> sums)
    {
        sums = sums.Slice(_firstOutput * width, _outputs * width);
        if (_slicedDecoder is not null)
        {
            _slicedDecoder.Decode(products, width, sums);
            return;
        }

        _decoder.Decode(products, width, sums);
        if (_inputSumGain is null)
            return;
        var inputSums = products.Slice(_outputs * width, width);
        if (width == 1)
        {
            Elementwise.AddScaled(_inputSumGain, inputSums[0], sums);
            return;
        }

        for (var j = 0; j < _outputs; j++)
            Elementwise.AddScaled(inputSums, _inputSumGain[j], sums.Slice(j * width, width));
    }
}
