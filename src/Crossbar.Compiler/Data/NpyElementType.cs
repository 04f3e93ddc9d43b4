namespace Crossbar.Compiler.Data;

/// <summary>What the elements of an .npy array are.</summary>
internal enum NpyElementType
{
    /// <summary>One byte, 0 or 1 (NumPy <c>b1</c>).</summary>
    Boolean,

    /// <summary>NumPy <c>u1</c>.</summary>
    UInt8,

    /// <summary>NumPy <c>i1</c>.</summary>
    Int8,

    /// <summary>NumPy <c>i2</c>.</summary>
    Int16,

    /// <summary>NumPy <c>i4</c>.</summary>
    Int32,

    /// <summary>NumPy <c>i8</c>.</summary>
    Int64,

    /// <summary>NumPy <c>f2</c>.</summary>
    Float16,

    /// <summary>NumPy <c>f4</c>.</summary>
    Float32,

    /// <summary>NumPy <c>f8</c>.</summary>
    Float64,
}
