namespace Crossbar.Compiler.Rtl;

/// <summary>What <see cref="RtlWriter"/> wrote.</summary>
/// <param name="Files">Number of files.</param>
/// <param name="Images">Images that the test bench runs.</param>
/// <param name="Chip">The chip.</param>
public sealed record WrittenRtl(int Files, int Images, RtlSummary Chip);
