namespace Crossbar.Runtime.Layers;

/// <summary>Up to eight neighbouring positions in one line of a layer's output.</summary>
/// <param name="Start">Where their windows begin in the padded image.</param>
/// <param name="Position">The first position, row-major over the output.</param>
/// <param name="Count">How many of the eight lie inside the output.</param>
internal readonly record struct OutputSegment(int Start, int Position, int Count);
