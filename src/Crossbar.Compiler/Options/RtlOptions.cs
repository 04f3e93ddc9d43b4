namespace Crossbar.Compiler.Options;

/// <summary>The chip's digital half as hardware.</summary>
public sealed record RtlOptions
{
    /// <summary>The language it is written in beside the tables.</summary>
    public HardwareLanguage Language { get; init; } = HardwareLanguage.None;

    /// <summary>Number of calibration images that its test bench runs.</summary>
    public int Vectors { get; init; } = 2;
}
