namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>How one dimension is resized.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Result">Its size afterwards.</param>
/// <param name="Scale">What coordinates are computed with; Result/Size up to rounding.</param>
internal readonly record struct ResizeAxis(int Size, int Result, float Scale)
{
    /// <summary>Whether nothing happens.</summary>
    public bool IsIdentity => Size == Result && Scale == 1;

    /// <summary>Checks the result's size.</summary>
    /// <exception cref="NodeException">It is none.</exception>
    public static ResizeAxis Make(int size, long result, float scale) => result is >= 1 and <= SlidingWindow.MaxSize
        ? new ResizeAxis(size, (int)result, scale)
        : throw new NodeException($"It would make {result} pixels of {size}. Export the model again.");
}
