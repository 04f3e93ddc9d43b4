namespace Crossbar.Runtime.Layers.Windows;

/// <summary>What a pooling does with two values under its window.</summary>
internal interface IJoin
{
    /// <summary>What no value at all gives.</summary>
    static abstract float Nothing { get; }

    /// <summary>Joins values lane by lane.</summary>
    static abstract T Join<T>(T a, T b)
        where T : struct, ILanes<T>;
}
