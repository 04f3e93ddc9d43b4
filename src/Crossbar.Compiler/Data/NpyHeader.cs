using System.Buffers.Binary;

namespace Crossbar.Compiler.Data;

/// <summary>What stands before the elements of an .npy file (NumPy's format, versions 1.0, 2.0 and 3.0).</summary>
/// <param name="ElementType">What the elements are.</param>
/// <param name="IsBigEndian">Whether the elements' bytes stand most significant first.</param>
/// <param name="IsFortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The dimensions, outermost first; empty for a scalar.</param>
internal sealed record NpyHeader(NpyElementType ElementType, bool IsBigEndian, bool IsFortranOrder, ImmutableArray<int> Shape)
{
    // NumPy itself refuses longer ones as unsafe.
    private const int MaxTextLength = 10_000;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>What ends the headers of files that this tool wrote.</summary>
    internal static string Mark { get; } = new(' ', 64);

    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(ElementType);

    /// <summary>The shape as NumPy writes it: <c>(10, 3, 32, 32)</c>.</summary>
    public string ShapeText => Shape.Length == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";

    /// <summary>Bytes of all elements.</summary>
    /// <exception cref="InvalidDataException">There are more than 2^63 - 1.</exception>
    public long DataLength
    {
        get
        {
            try
            {
                return Shape.Aggregate((long)ElementSize, (product, d) => checked(product * d));
            }
            catch (OverflowException)
            {
                throw new InvalidDataException($"its shape {ShapeText} is impossibly large.");
            }
        }
    }

    /// <summary>Bytes of one element of a type.</summary>
    public static int SizeOf(NpyElementType type) => type switch
    {
        NpyElementType.Boolean or NpyElementType.UInt8 or NpyElementType.Int8 => 1,
        NpyElementType.Int16 or NpyElementType.Float16 => 2,
        NpyElementType.Int32 or NpyElementType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    /// <exception cref="InvalidDataException">This is no .npy, or one that cannot be read here; the message says why.</exception>
    internal static NpyHeader Read(Stream stream, out int length)
    {
        Span<byte> start = stackalloc byte[12];
        var found = stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false);
        if (found < 10 || !start.StartsWith(Magic))
            throw new InvalidDataException("it is no .npy array (numpy.save writes one).");
        int textLength = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        length = 10;
        switch (start[6])
        {
            case 1:
                break;
            case 2 or 3:
                if (stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2)
                    throw Truncated();
                textLength = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(start[8..]), int.MaxValue);
                length = 12;
                break;
            default:
                throw new InvalidDataException($"it has the .npy format version {start[6]}.{start[7]}; 1.0, 2.0 and 3.0 can be read.");
        }

        if (textLength > MaxTextLength)
            throw new InvalidDataException($"its header has {textLength} bytes; up to {MaxTextLength} can be read.");
        var text = new byte[textLength];
        if (stream.ReadAtLeast(text, textLength, throwOnEndOfStream: false) < textLength)
            throw Truncated();
        length += textLength;
        return new NpyHeaderParser((start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text)).Parse();
    }

    /// <summary>
    /// The header of an array of single-precision numbers, padded so that elements are aligned to 64 bytes, as the format demands, and with 64
    /// spaces more than NumPy writes: by them one tells files that this tool wrote.
    /// </summary>
    internal static byte[] WriteFloat32(ReadOnlySpan<int> shape)
    {
        var header = new NpyHeader(NpyElementType.Float32, IsBigEndian: false, IsFortranOrder: false, [.. shape]);
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {header.ShapeText}, }}";
        var length = ((10 + text.Length + 1 + 63) / 64 * 64) + Mark.Length;
        var bytes = new byte[length];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(length - 10));
        bytes.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static InvalidDataException Truncated() => new("it ends within its header: the file is truncated.");
}
