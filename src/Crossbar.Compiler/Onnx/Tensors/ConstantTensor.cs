namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>
/// A tensor whose elements the file holds: weights, or integers that say how to reshape. Floating-point types are kept as
/// <see cref="FloatTensor"/>, integers and booleans as <see cref="IntegerTensor"/>.
/// </summary>
/// <param name="Dimensions">The dimensions, outermost first; empty for a scalar.</param>
internal abstract record ConstantTensor(ImmutableArray<long> Dimensions)
{
    /// <summary>
    /// The greatest number of elements that any tensor of a network may have: 1 GiB of floats. More is a damaged or hostile file.
    /// </summary>
    public const long MaxElements = 1L << 28;

    /// <summary>Number of elements.</summary>
    public abstract int Length { get; }

    /// <summary>For messages: <c>[64, 3, 3, 3]</c>.</summary>
    public string DescribeShape() => $"[{string.Join(", ", Dimensions)}]";

    /// <summary>The number of elements of a shape.</summary>
    /// <returns>The product of the dimensions, or null where one is negative or the product exceeds <see cref="MaxElements"/>.</returns>
    public static int? CountElements(ReadOnlySpan<long> dimensions)
    {
        if (dimensions.ContainsAnyInRange(long.MinValue, -1L))
            return null;
        if (dimensions.Contains(0L))
            return 0;
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension > MaxElements / count)
                return null;
            count *= dimension;
        }

        return (int)count;
    }
}
