using System.Buffers.Binary;

namespace Crossbar.Runtime.Tables;

/// <summary>The tables of a generated class as an embedded resource: a header of 16 bytes, then one table a layer.</summary>
public static class TableResource
{
    /// <summary>The header: <c>CBXTABLE</c> in ASCII, then the fingerprint of what follows, little-endian.</summary>
    public const int HeaderLength = 16;

    /// <summary>The first eight bytes, "CBXTABLE", read as a little-endian number.</summary>
    [CLSCompliant(false)]
    public const ulong Magic = 0x454C424154584243;

    /// <summary>Loads the resource.</summary>
    /// <param name="owner">The generated class; the resource is in its assembly.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="fingerprint">What the class was generated with.</param>
    /// <exception cref="InvalidOperationException">The resource is absent or of another build.</exception>
    [CLSCompliant(false)]
    public static byte[] Load(Type owner, string name, ulong fingerprint)
    {
        using var stream = owner.Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' of {owner} is missing from its assembly. Rebuild the project.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (bytes.Length < HeaderLength
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)) != fingerprint)
        {
            throw new InvalidOperationException($"The resource '{name}' does not belong to {owner}. Rebuild the project.");
        }

        return bytes;
    }
}
