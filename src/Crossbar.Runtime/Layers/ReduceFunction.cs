namespace Crossbar.Runtime.Layers;

/// <summary>What a <see cref="Reduce"/> makes of elements.</summary>
public enum ReduceFunction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The greatest.</summary>
    Maximum,

    /// <summary>The least.</summary>
    Minimum,

    /// <summary>Their product.</summary>
    Product,

    /// <summary>The sum of their magnitudes.</summary>
    L1,

    /// <summary>The root of the sum of their squares.</summary>
    L2,

    /// <summary>The sum of their squares.</summary>
    SumSquare,

    /// <summary>The logarithm of the sum of their exponentials.</summary>
    LogSumExp,

    /// <summary>The place of the greatest, the first of equal ones.</summary>
    ArgMax,

    /// <summary>The place of the greatest, the last of equal ones.</summary>
    ArgMaxLast,

    /// <summary>The place of the least, the first of equal ones.</summary>
    ArgMin,

    /// <summary>The place of the least, the last of equal ones.</summary>
    ArgMinLast,
}
