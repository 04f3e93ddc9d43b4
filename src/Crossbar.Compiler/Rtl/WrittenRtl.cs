namespace Crossbar.Compiler.Rtl;

/// <summary>What <see cref="RtlWriter"/> wrote.</summary>
/// <param name="Top">The chip's module.</param>
/// <param name="Files">Number of files.</param>
/// <param name="SequentialReads">Reads for an image along the longest path, one after the other; the arrays of a layer read together.</param>
public sealed record WrittenRtl(string Top, int Files, int SequentialReads);
