using System.Buffers.Binary;

namespace Crossbar.Runtime.Tables;

/// <summary>The tables of a generated class as an embedded resource: a header of 16 bytes, then one table per layer.</summary>
public static class TableResource
{
    /// <summary>The header: <c>CBXT</c> in ASCII, the format in four bytes, then the fingerprint of what follows in eight, little-endian.</summary>
    public const int HeaderLength = 16;

    /// <summary>Where the fingerprint begins.</summary>
    public const int FingerprintOffset = 8;

    private const uint Magic = 0x54584243;

    /// <summary>Writes the header of a table in the present format.</summary>
    /// <param name="resource">The whole resource; its first <see cref="HeaderLength"/> bytes are written.</param>
    /// <param name="fingerprint">The fingerprint of the rest.</param>
    [CLSCompliant(false)]
    public static void WriteHeader(Span<byte> resource, ulong fingerprint)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(resource, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(resource[4..], TableFormat.Version);
        BinaryPrimitives.WriteUInt64LittleEndian(resource[FingerprintOffset..], fingerprint);
    }

    /// <summary>The resource where it lies: in the assembly's own memory, which is mapped from its file, so that tables of any size are not read twice.</summary>
    /// <param name="owner">The generated class, from which it is called; the resource is in its assembly.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="fingerprint">What the class was generated with.</param>
    /// <returns>Valid as long as the assembly is loaded.</returns>
    /// <exception cref="InvalidOperationException">The resource is absent, of another build or of another format.</exception>
    [CLSCompliant(false)]
    public static ReadOnlySpan<byte> Of(Type owner, string name, ulong fingerprint)
    {
        ArgumentNullException.ThrowIfNull(owner);
        using var stream = owner.Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' of {owner} is missing from its assembly. Rebuild the project.");
        var bytes = Mapped(stream);
        if (bytes.Length < HeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[FingerprintOffset..]) != fingerprint)
        {
            throw new InvalidOperationException($"The resource '{name}' does not belong to {owner}. Rebuild the project.");
        }

        TableFormat.Demand(owner, BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]));
        return bytes;
    }

    // Assemblies of all runtimes so far hand out their own memory; another kind of stream is read.
    private static unsafe ReadOnlySpan<byte> Mapped(Stream stream)
    {
        if (stream is UnmanagedMemoryStream memory)
            return new ReadOnlySpan<byte>(memory.PositionPointer, checked((int)memory.Length));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
