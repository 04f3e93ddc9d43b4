namespace Crossbar.Runtime.Layers.Windows;

/// <summary>The sum of two values.</summary>
internal readonly struct SumJoin : IJoin
{
    public static float Nothing => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T a, T b)
        where T : struct, ILanes<T> => a + b;
}
