namespace Crossbar.Compiler.Options;

/// <summary>From weights to arrays.</summary>
public sealed record MappingOptions
{
    /// <summary>Layout of weights on arrays.</summary>
    public MappingScheme Scheme { get; init; } = MappingScheme.Dense;

    /// <summary>Whether α is chosen for each column or for each array.</summary>
    public WeightScale Scale { get; init; } = WeightScale.Column;

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
