namespace Crossbar.Runtime.Vectors;

/// <summary>A vector register that holds two segments of eight floats.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
internal unsafe interface IPairLanes<TSelf>
    where TSelf : struct, IPairLanes<TSelf>
{
    /// <summary>All zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads eight floats at either place.</summary>
    static abstract TSelf Load(float* first, float* second);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>a·b + c, fused.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Writes sixteen floats.</summary>
    static abstract void Store(TSelf value, float* destination);
}
