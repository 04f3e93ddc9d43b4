namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Dimensions as files number them: from 0, or from the end by −1, −2 and so on.</summary>
internal static class Axis
{
    /// <summary>The dimension's place from 0.</summary>
    /// <param name="axis">As the file has it.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <exception cref="NodeException">There is no such dimension.</exception>
    public static int Resolve(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new NodeException($"axis is {axis}, but there are {rank} dimensions. Export the model again.");

    /// <summary>The places of several dimensions, each once, in order.</summary>
    /// <exception cref="NodeException">There is no such dimension, or one is named twice.</exception>
    public static ImmutableArray<int> Resolve(ImmutableArray<long> axes, int rank)
    {
        ImmutableArray<int> places = [.. axes.Select(axis => Resolve(axis, rank)).Distinct().Order()];
        return places.Length == axes.Length
            ? places
            : throw new NodeException($"axes are [{string.Join(", ", axes)}], which name a dimension twice. Export the model again.");
    }

    /// <summary>All dimensions from one on.</summary>
    public static ImmutableArray<int> From(int first, int rank) => [.. Enumerable.Range(first, rank - first)];
}
