namespace Crossbar.Runtime.Layers.Windows;

/// <summary>The greater of two values.</summary>
internal readonly struct MaximumJoin : IJoin
{
    public static float Nothing => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T a, T b)
        where T : struct, ILanes<T> => T.Max(a, b);
}
