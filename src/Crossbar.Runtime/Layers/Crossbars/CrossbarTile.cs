using System.Collections.Immutable;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>One crossbar array: a block of a layer's unrolled kernel matrix, as programmed.</summary>
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

    /// <summary>Decoding of each output column.</summary>
    public required ImmutableArray<ColumnReadout> Columns { get; init; }

    /// <summary>Whether a reference column (the last bit line) is subtracted from every other column's current.</summary>
    public required bool HasReferenceColumn { get; init; }

    /// <summary>β: the transfer conductance that stands for weight 0, in siemens.</summary>
    public required float ZeroConductance { get; init; }

    /// <summary>What the target's largest value adds to its least, in siemens: the part of the devices' range that the wires leave.</summary>
    public required float ConductanceRange { get; init; }

    /// <summary>Programmed conductances, row-major [RowCount, BitLines], in siemens.</summary>
    public required ImmutableArray<float> Conductances { get; init; }

    /// <summary>
    /// The transfer matrix of <see cref="Conductances"/>, row-major [RowCount, BitLines], in siemens, where it is known; else it is
    /// solved when the layer is prepared.
    /// </summary>
    public ImmutableArray<double> Transfer { get; init; } = [];

    /// <summary>Number of output columns N.</summary>
    public int OutputCount => Columns.Length;

    /// <summary>Number of bit lines: the outputs and the reference column.</summary>
    public int BitLines => OutputCount + (HasReferenceColumn ? 1 : 0);
}
