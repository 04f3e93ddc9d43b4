namespace Crossbar.Runtime.Vectors;

/// <summary>A vector register of floats, so that one kernel text serves every register width. The JIT specialises it for each struct.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of floats in the register.</summary>
    static abstract int Count { get; }

    /// <summary>All zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads Count floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>a·b + c, fused where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The greater of either lane. A NaN in <paramref name="b"/> stays one; one in <paramref name="a"/> is the machine's to keep.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The lesser of either lane; for NaNs see <see cref="Max"/>.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>Writes Count floats.</summary>
    static abstract void Store(TSelf value, float* destination);
}
