namespace Crossbar.Runtime.Layers;

/// <summary>What a <see cref="Binary"/> makes of two elements x and y.</summary>
public enum BinaryFunction
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x·y.</summary>
    Multiply,

    /// <summary>x/y.</summary>
    Divide,

    /// <summary>The greater one.</summary>
    Maximum,

    /// <summary>The lesser one.</summary>
    Minimum,

    /// <summary>x to the power of y.</summary>
    Power,

    /// <summary>x, or x·y where x is negative.</summary>
    PRelu,

    /// <summary>The remainder of x/y with the sign of y.</summary>
    Modulo,

    /// <summary>The remainder of x/y with the sign of x.</summary>
    Remainder,

    /// <summary>1 where they are equal, else 0.</summary>
    Equal,

    /// <summary>1 where x is less, else 0.</summary>
    Less,

    /// <summary>1 where x is less or equal, else 0.</summary>
    LessOrEqual,

    /// <summary>1 where both are not 0, else 0.</summary>
    And,

    /// <summary>1 where one is not 0, else 0.</summary>
    Or,

    /// <summary>1 where exactly one is not 0, else 0.</summary>
    Xor,
}
