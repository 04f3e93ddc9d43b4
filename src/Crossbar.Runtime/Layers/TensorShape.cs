namespace Crossbar.Runtime.Layers;

/// <summary>The dimensions of one image's tensor, without the batch dimension: [C, H, W] or [C].</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    /// <summary>Makes a shape.</summary>
    /// <param name="dimensions">The dimensions, outermost first; each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1.</exception>
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        long length = 1;
        foreach (var d in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(d, 1, nameof(dimensions));
            length *= d;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, int.MaxValue, nameof(dimensions));
        }

        Dimensions = [.. dimensions];
        Length = (int)length;
        Channels = dimensions.Length > 0 ? dimensions[0] : 1;
        Height = dimensions.Length > 2 ? dimensions[1] : 1;
        Width = Length / Channels / Height;
    }

    /// <summary>Makes a shape: for C# 12 and older, which have no <c>params</c> spans.</summary>
    /// <param name="dimensions">The dimensions, outermost first; each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1.</exception>
    public TensorShape(params int[] dimensions)
        : this((ReadOnlySpan<int>)dimensions)
    {
    }

    /// <summary>The dimensions, outermost first.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public int Length { get; }

    /// <summary>C, the first dimension (1 for a scalar).</summary>
    public int Channels { get; }

    /// <summary>H of [C, H, W]; 1 where there are fewer dimensions.</summary>
    public int Height { get; }

    /// <summary>W of [C, H, W]; the last of [C, W]; 1 for [C].</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var d in Dimensions)
            hash.Add(d);
        return hash.ToHashCode();
    }

    /// <summary>For people: <c>3×32×32</c>.</summary>
    public override string ToString() => string.Join('×', Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)));
}
