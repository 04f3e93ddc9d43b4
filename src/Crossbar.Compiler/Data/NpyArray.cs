using System.Runtime.InteropServices;

namespace Crossbar.Compiler.Data;

/// <summary>An array as read from a file: its elements stay as they are stored until they are asked for.</summary>
internal sealed class NpyArray
{
    private readonly byte[] _bytes;

    /// <summary>Wraps elements in row-major order and the machine's byte order.</summary>
    internal NpyArray(NpyElementType elementType, ImmutableArray<int> shape, byte[] bytes)
    {
        ElementType = elementType;
        Shape = shape;
        _bytes = bytes;
    }

    /// <summary>What the elements are.</summary>
    public NpyElementType ElementType { get; }

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Whether the elements are whole numbers or booleans.</summary>
    public bool IsInteger => ElementType is not (NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64);

    /// <summary>The stored bytes, row-major, in the machine's byte order.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Converts elements to single precision.</summary>
    /// <param name="start">Row-major index of the first element.</param>
    /// <param name="destination">Receives as many elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array has fewer elements.</exception>
    public void CopyTo(int start, Span<float> destination)
    {
        switch (ElementType)
        {
            case NpyElementType.Boolean or NpyElementType.UInt8:
                Convert(Elements<byte>(start, destination.Length), destination);
                break;
            case NpyElementType.Int8:
                Convert(Elements<sbyte>(start, destination.Length), destination);
                break;
            case NpyElementType.Int16:
                Convert(Elements<short>(start, destination.Length), destination);
                break;
            case NpyElementType.Int32:
                Convert(Elements<int>(start, destination.Length), destination);
                break;
            case NpyElementType.Int64:
                Convert(Elements<long>(start, destination.Length), destination);
                break;
            case NpyElementType.Float16:
                Convert(Elements<Half>(start, destination.Length), destination);
                break;
            case NpyElementType.Float32:
                Elements<float>(start, destination.Length).CopyTo(destination);
                break;
            default:
                Convert(Elements<double>(start, destination.Length), destination);
                break;
        }
    }

    /// <summary>One element of an array of whole numbers.</summary>
    /// <param name="index">Row-major index.</param>
    /// <exception cref="InvalidOperationException">The elements are no whole numbers.</exception>
    public long Integer(int index) => ElementType switch
    {
        NpyElementType.Boolean or NpyElementType.UInt8 => _bytes[index],
        NpyElementType.Int8 => (sbyte)_bytes[index],
        NpyElementType.Int16 => Elements<short>(index, 1)[0],
        NpyElementType.Int32 => Elements<int>(index, 1)[0],
        NpyElementType.Int64 => Elements<long>(index, 1)[0],
        _ => throw new InvalidOperationException("The elements are no whole numbers."),
    };

    private static void Convert<T>(ReadOnlySpan<T> source, Span<float> destination)
        where T : System.Numerics.INumberBase<T>
    {
        for (var k = 0; k < destination.Length; k++)
            destination[k] = float.CreateTruncating(source[k]);
    }

    private ReadOnlySpan<T> Elements<T>(int start, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes).Slice(start, count);
}
