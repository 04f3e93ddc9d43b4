using System.Collections.Immutable;

namespace Crossbar.Compiler.Studies;

/// <summary>The zeros among the inputs of crossbar layers, image by image.</summary>
/// <param name="Layers">Names of the layers.</param>
/// <param name="Shapes">Shapes of their inputs, [C, H, W].</param>
/// <param name="Inputs">Numbers of values in them.</param>
/// <param name="Zeros">Numbers of zeros, [layer][image].</param>
public sealed record ZeroCounts(ImmutableArray<string> Layers, ImmutableArray<string> Shapes, ImmutableArray<int> Inputs, ImmutableArray<ImmutableArray<int>> Zeros);
