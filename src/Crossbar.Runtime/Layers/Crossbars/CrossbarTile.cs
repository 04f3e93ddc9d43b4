using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>A block of a layer's unrolled kernel matrix as programmed: one crossbar array, or a pair of arrays.</summary>
public sealed record CrossbarTile
{
    /// <summary>The convolution group that the tile belongs to.</summary>
    public required int Group { get; init; }

    /// <summary>First row of the group's unrolled kernel (channel, then kernel row, then kernel column).</summary>
    public required int FirstRow { get; init; }

    /// <summary>Number of word lines M.</summary>
    public required int RowCount { get; init; }

    /// <summary>First output channel, counted over the whole layer.</summary>
    public required int FirstOutput { get; init; }

    /// <summary>The activations that the tile's own DACs cover, which hold 0; null: <see cref="CrossbarConvolution.InputRange"/>.</summary>
    public ConverterRange? InputRange { get; init; }

    /// <summary>Decoding of each output column.</summary>
    public required ImmutableArray<ColumnReadout> Columns { get; init; }

    /// <summary>What is subtracted from a column's current before the ADC.</summary>
    public required CurrentSubtraction Subtraction { get; init; }

    /// <summary>β: the transfer conductance that stands for weight 0, in siemens, summed over the weight's devices.</summary>
    public required float ZeroConductance { get; init; }

    /// <summary>What the target's largest value adds to its least, in siemens: the part of the devices' range that the wires leave.</summary>
    public required float ConductanceRange { get; init; }

    /// <summary>Programmed conductances, row-major [arrays, RowCount, BitLines], in siemens; 0 where no device is.</summary>
    public required ImmutableArray<float> Conductances { get; init; }

    /// <summary>What is at each of these places; empty where all are programmed devices.</summary>
    public ImmutableArray<CellState> States { get; init; } = [];

    /// <summary>
    /// The transfer matrix of <see cref="Conductances"/>, row-major [arrays, RowCount, BitLines], in siemens, where it is known; else it is
    /// solved when the layer is prepared.
    /// </summary>
    public ImmutableArray<double> Transfer { get; init; } = [];

    /// <summary>See <see cref="ArrayLayout.Copies"/>.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>See <see cref="ArrayLayout.RowOrder"/>.</summary>
    public ImmutableArray<int> RowOrder { get; init; } = [];

    /// <summary>See <see cref="ArrayLayout.LineOrder"/>.</summary>
    public ImmutableArray<int> LineOrder { get; init; } = [];

    /// <summary>Number of output columns N.</summary>
    public int OutputCount => Columns.Length;

    /// <summary>Number of devices.</summary>
    public int DeviceCount => CellStates.CountDevices(States.AsSpan(), Conductances.Length);

    /// <summary>Number of bit lines of an array: outputs, what is subtracted from them, and spare ones.</summary>
    public int BitLines => Layout.BitLines;

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout => new(RowCount, OutputCount, Subtraction) { Copies = Copies, RowOrder = RowOrder, LineOrder = LineOrder };
}
