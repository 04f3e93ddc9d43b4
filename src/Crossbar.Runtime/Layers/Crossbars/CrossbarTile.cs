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

    /// <summary>First output, counted over all columns of the layer: its output channels, or their slices (<see cref="CrossbarConvolution.Slices"/>).</summary>
    public required int FirstOutput { get; init; }

    /// <summary>The activations that the tile's own DACs cover, which hold 0; null: <see cref="CrossbarConvolution.InputRange"/>.</summary>
    public ConverterRange? InputRange { get; init; }

    /// <summary>How many reads tell it an activation (<see cref="HardwareDesign.PulsesOf"/>).</summary>
    public int Pulses { get; init; } = 1;

    /// <summary>Decoding of each output column, [pulses, N].</summary>
    public required ImmutableArray<ColumnReadout> Columns { get; init; }

    /// <summary>
    /// Of each output, the weight that a transfer of <see cref="ZeroConductance"/> stands for, which is added digitally times the sum of the inputs; empty where it is 0
    /// for all.
    /// </summary>
    public ImmutableArray<float> ZeroWeights { get; init; } = [];

    /// <summary>What is subtracted from a column's current before the ADC.</summary>
    public required CurrentSubtraction Subtraction { get; init; }

    /// <summary>β: the transfer conductance that stands for weight 0 (or <see cref="ZeroWeights"/>), in siemens, summed over the weight's devices.</summary>
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
    public int OutputCount => Columns.Length / Pulses;

    /// <summary>Number of devices.</summary>
    public int DeviceCount => CellStates.CountDevices(States.AsSpan(), Conductances.Length);

    /// <summary>Number of bit lines of an array: outputs, what is subtracted from them, and spare ones.</summary>
    public int BitLines => Layout.BitLines;

    /// <summary>The decoding of the output columns in one of the pulses, [N].</summary>
    /// <param name="pulse">Its number.</param>
    public ReadOnlySpan<ColumnReadout> ColumnsOf(int pulse) => Columns.AsSpan().Slice(pulse * OutputCount, OutputCount);

    /// <summary>Which lines of the arrays stand for what.</summary>
    public ArrayLayout Layout => new(RowCount, OutputCount, Subtraction) { Copies = Copies, RowOrder = RowOrder, LineOrder = LineOrder };
}
