namespace Crossbar.Compiler.Export.Layers;

/// <summary>Arrays side by side on the same rows as one convolution kernel: transfer matrices in ADC codes of one DAC code.</summary>
internal sealed class CrossbarBlock
{
    private readonly ImmutableArray<CrossbarColumn> _outputs;
    private readonly int _taps;
    private readonly int _firstTap;

    /// <summary>Puts a block together.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="outputs">The column of a tile that each output is.</param>
    public CrossbarBlock(CrossbarConvolution layer, ImmutableArray<CrossbarColumn> outputs)
    {
        _outputs = outputs;
        _taps = layer.Window.Taps;
        var tile = Tile.Tile;
        var firstRow = (tile.Group * layer.KernelLength) + tile.FirstRow;
        FirstChannel = firstRow / _taps;
        _firstTap = firstRow % _taps;
        ChannelCount = ((firstRow + tile.RowCount - 1) / _taps) - FirstChannel + 1;
    }

    /// <summary>One of the tiles: all have the same rows, DACs and kind of converter.</summary>
    public EffectiveTile Tile => _outputs[0].Tile;

    /// <summary>Number of outputs.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>Number of rows.</summary>
    public int RowCount => Tile.Tile.RowCount;

    /// <summary>The first channel that a row sees.</summary>
    public int FirstChannel { get; }

    /// <summary>Number of channels that rows see.</summary>
    public int ChannelCount { get; }

    /// <summary>Output units of an ADC code.</summary>
    public ImmutableArray<float> Gain => [.. _outputs.Select(o => o.Tile.Gain[o.Column])];

    /// <summary>Output units of the sum of DAC codes; empty where nothing is subtracted digitally.</summary>
    public ImmutableArray<float> InputSumGain => Tile.InputSumGain.IsEmpty ? [] : [.. _outputs.Select(o => o.Tile.InputSumGain[o.Column])];

    /// <summary>The kernel that sums the rows up, [1, channels, taps].</summary>
    public float[] Ones => Kernel(1, (_, _) => 1);

    /// <summary>The kernel in one piece, [outputs, channels, taps].</summary>
    public float[] Weights => Kernel(OutputCount, (o, i) => (float)_outputs[o].Tile.Codes[(i * _outputs[o].Tile.Tile.OutputCount) + _outputs[o].Column]);

    /// <summary>The ADC's code, for each output, where all DAC codes are that of activation 0.</summary>
    public float[] Constants => [.. _outputs.Select(o =>
    {
        double sum = 0;
        for (var i = 0; i < RowCount; i++)
            sum += o.Tile.Codes[(i * o.Tile.Tile.OutputCount) + o.Column];
        return (float)(o.Tile.Zero[o.Column] + (o.Tile.Dac.ZeroCode * sum));
    })];

    /// <summary>Kernel and constants in slices whose sums are exact (<see cref="CodeSlices"/>); null where there are none.</summary>
    public (float[] Weights, float[] Constants)[]? Slices
    {
        get
        {
            var cuts = _outputs.Select(o => o.Slices).ToArray();
            if (cuts.Any(cut => cut is null))
                return null;
            var slices = new (float[] Weights, float[] Constants)[cuts.Max(cut => cut!.Codes.Length)];
            for (var s = 0; s < slices.Length; s++)
            {
                var slice = s;
                slices[s] = (
                    Kernel(OutputCount, (o, i) => slice < cuts[o]!.Codes.Length ? cuts[o]!.Codes[slice][(i * _outputs[o].Tile.Tile.OutputCount) + _outputs[o].Column] : 0),
                    [.. _outputs.Select((o, k) => slice < cuts[k]!.Codes.Length ? cuts[k]!.Constants[slice][o.Column] : 0)]);
            }

            return slices;
        }
    }

    // Rows are taps of channels, perhaps from the middle of a channel on; the taps that are others' rows are 0.
    private float[] Kernel(int outputs, Func<int, int, float> element)
    {
        var kernel = new float[outputs * ChannelCount * _taps];
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < RowCount; i++)
                kernel[(o * ChannelCount * _taps) + _firstTap + i] = element(o, i);
        }

        return kernel;
    }
}
