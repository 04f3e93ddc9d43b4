using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Crossbar.Compiler.Data;

/// <summary>An array as read from a file: its elements stay as they are stored until they are asked for.</summary>
internal sealed class NpyArray
{
    private readonly ElementStore _bytes;

    /// <summary>Wraps elements in row-major order and the machine's byte order.</summary>
    internal NpyArray(NpyElementType elementType, ImmutableArray<int> shape, ElementStore bytes)
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

    /// <summary>Converts elements to single precision.</summary>
    /// <param name="start">Row-major index of the first element.</param>
    /// <param name="destination">Receives as many elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array has fewer elements.</exception>
    public void CopyTo(long start, Span<float> destination)
    {
        if (ElementType == NpyElementType.Float32)
        {
            _bytes.Read(start * sizeof(float), MemoryMarshal.AsBytes(destination));
            return;
        }

        var size = NpyHeader.SizeOf(ElementType);
        var rented = ArrayPool<byte>.Shared.Rent(destination.Length * size);
        var bytes = rented.AsSpan(0, destination.Length * size);
        _bytes.Read(start * size, bytes);
        switch (ElementType)
        {
            case NpyElementType.Boolean or NpyElementType.UInt8:
                Convert<byte>(bytes, destination);
                break;
            case NpyElementType.Int8:
                Convert<sbyte>(bytes, destination);
                break;
            case NpyElementType.Int16:
                Convert<short>(bytes, destination);
                break;
            case NpyElementType.Int32:
                Convert<int>(bytes, destination);
                break;
            case NpyElementType.Int64:
                Convert<long>(bytes, destination);
                break;
            case NpyElementType.Float16:
                Convert<Half>(bytes, destination);
                break;
            default:
                Convert<double>(bytes, destination);
                break;
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Elements of one byte as they are stored.</summary>
    /// <param name="start">Row-major index of the first element.</param>
    /// <param name="destination">Receives as many elements.</param>
    public void CopyBytes(long start, Span<byte> destination) => _bytes.Read(start, destination);

    /// <summary>One element of an array of whole numbers.</summary>
    /// <param name="index">Row-major index.</param>
    /// <exception cref="InvalidOperationException">The elements are no whole numbers.</exception>
    public long Integer(long index) => ElementType switch
    {
        NpyElementType.Boolean or NpyElementType.UInt8 => Element<byte>(index),
        NpyElementType.Int8 => Element<sbyte>(index),
        NpyElementType.Int16 => Element<short>(index),
        NpyElementType.Int32 => Element<int>(index),
        NpyElementType.Int64 => Element<long>(index),
        _ => throw new InvalidOperationException("The elements are no whole numbers."),
    };

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> destination)
        where T : unmanaged, INumberBase<T>
    {
        var source = MemoryMarshal.Cast<byte, T>(bytes);
        for (var k = 0; k < destination.Length; k++)
            destination[k] = float.CreateTruncating(source[k]);
    }

    private T Element<T>(long index)
        where T : unmanaged
    {
        Span<T> element = stackalloc T[1];
        var bytes = MemoryMarshal.AsBytes(element);
        _bytes.Read(index * bytes.Length, bytes);
        return element[0];
    }
}
