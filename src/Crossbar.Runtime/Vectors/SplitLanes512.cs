using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Crossbar.Runtime.Vectors;

/// <summary>Sixteen floats of two segments that lie apart: AVX-512.</summary>
internal readonly unsafe struct SplitLanes512(Vector512<float> value) : IPairLanes<SplitLanes512>
{
    private readonly Vector512<float> _value = value;

    public static SplitLanes512 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SplitLanes512 Load(float* first, float* second) => new(Vector256.Load(first).ToVector512Unsafe().WithUpper(Vector256.Load(second)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SplitLanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SplitLanes512 MultiplyAdd(SplitLanes512 a, SplitLanes512 b, SplitLanes512 c) => new(Avx512F.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SplitLanes512 value, float* destination) => value._value.Store(destination);
}
