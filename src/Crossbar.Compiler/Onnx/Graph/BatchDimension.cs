namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>What the first dimension of a tensor means.</summary>
/// <param name="Size">Number of images that the file's shapes are made for; 1 where that is dynamic.</param>
/// <param name="IsSeparate">
/// Whether the first dimension counts images, so that nothing may be computed along it. Not so in a file for exactly one image: there
/// the first dimension is one like any other.
/// </param>
internal readonly record struct BatchDimension(int Size, bool IsSeparate)
{
    /// <summary>A single image, or a constant: no dimension stands for images.</summary>
    public static BatchDimension None { get; } = new(1, false);

    /// <summary>Whether the file leaves the number of images open, so that it may be 1.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The batch of a node that reads both.</summary>
    public BatchDimension Or(BatchDimension other) => IsSeparate ? this : other;
}
