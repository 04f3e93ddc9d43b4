namespace Crossbar.Compiler.Options;

/// <summary>From weights to arrays.</summary>
public sealed record MappingOptions
{
    /// <summary>Layout of weights on arrays.</summary>
    public MappingScheme Scheme { get; init; } = MappingScheme.Dense;

    /// <summary>Whether α is chosen for each column or for each array.</summary>
    public WeightScale Scale { get; init; } = WeightScale.Column;

    /// <summary>Bits, the sign among them, of the whole numbers that a column's weights are multiples of; 0 for weights as they are.</summary>
    public int WeightBits { get; init; }

    /// <summary>Bits of a weight that one cell holds, the others in further cells; 0 for a whole weight per cell.</summary>
    public int CellBits { get; init; }

    /// <summary>
    /// How many cells hold the digits of a weight: those of its magnitude where its sign is a place of its own, else those of the weight and an offset
    /// that leaves nothing negative.
    /// </summary>
    /// <param name="hasPairs">Whether the negative part of a weight has a place of its own.</param>
    public int SlicesOf(bool hasPairs) => CellBits == 0 ? 1 : ((hasPairs ? WeightBits - 1 : WeightBits) + CellBits - 1) / CellBits;

    /// <summary>Where the cells of a weight's digits are.</summary>
    public SlicePlacement SlicePlacement { get; init; } = SlicePlacement.Columns;

    /// <summary>How many devices hold each weight, side by side in neighbouring columns, whose currents are added.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Maximum number of rows of an array; 0 for no limit.</summary>
    public int MaxRows { get; init; } = 128;

    /// <summary>Maximum number of columns of an array; 0 for no limit.</summary>
    public int MaxColumns { get; init; } = 128;

    /// <summary>Columns of each array beyond those that its outputs need, for stuck cells.</summary>
    public int SpareColumns { get; init; }

    /// <summary>Full path of the file that lists cells that cannot be programmed; null for none.</summary>
    public string? FaultMap { get; init; }

    /// <summary>Where the offset current is subtracted.</summary>
    public OffsetSubtraction OffsetSubtraction { get; init; } = OffsetSubtraction.Analog;
}
