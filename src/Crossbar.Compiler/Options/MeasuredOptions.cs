namespace Crossbar.Compiler.Options;

/// <summary>What was measured of a chip on the bench.</summary>
public sealed record MeasuredOptions
{
    /// <summary>Full path of the folder with the conductances that were read back; null where the chip is as it was to be programmed.</summary>
    public string? Conductances { get; init; }

    /// <summary>What cells are taken for that were not read.</summary>
    public UnreadableCells UnreadableCells { get; init; } = UnreadableCells.Error;
}
