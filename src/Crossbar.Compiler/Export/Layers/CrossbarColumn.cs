namespace Crossbar.Compiler.Export.Layers;

/// <summary>One output of a tile.</summary>
/// <param name="Tile">What the tile computes.</param>
/// <param name="Slices">The tile's codes in slices whose sums are exact; null where there are none.</param>
/// <param name="Column">The output's number in the tile.</param>
internal sealed record CrossbarColumn(EffectiveTile Tile, CodeSlices? Slices, int Column);
