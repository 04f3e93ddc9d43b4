using System.Collections.Immutable;

namespace Crossbar.OnnxRuntime;

/// <summary>An input or output of a model.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">Its dimensions; −1 for a dynamic one.</param>
/// <param name="IsFloat">Whether its elements are single-precision numbers.</param>
public sealed record OnnxRuntimeTensor(string Name, ImmutableArray<long> Shape, bool IsFloat);
