namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What a line of a tile's arrays stands for (<see cref="ArrayLayout.RoleOf"/>).</summary>
/// <param name="Output">The output whose current it carries, counted from the tile's first; null for a reference, which all outputs share.</param>
/// <param name="IsSubtracted">Whether its current is subtracted.</param>
/// <param name="Copy">Which of its <see cref="ArrayLayout.Copies"/> it is, from 0.</param>
public readonly record struct ArrayLine(int? Output, bool IsSubtracted, int Copy);
