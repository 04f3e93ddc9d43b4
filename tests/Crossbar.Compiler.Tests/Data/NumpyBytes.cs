using System.Buffers.Binary;
using System.IO.Compression;

namespace Crossbar.Compiler.Tests.Data;

/// <summary>Writes NumPy's formats byte by byte, from the format's specification and not with the code under test.</summary>
internal static class NumpyBytes
{
    /// <summary>An .npy file.</summary>
    public static byte[] Npy(string descr, string shape, byte[] elements, bool fortranOrder = false, byte version = 1) =>
        Npy($"{{'descr': '{descr}', 'fortran_order': {fortranOrder}, 'shape': {shape}, }}", elements, version);

    /// <summary>An .npy file with any header.</summary>
    public static byte[] Npy(string header, byte[] elements, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header + "\n");
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    /// <summary>An .npz file.</summary>
    public static byte[] Npz(params (string Name, byte[] Npy)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, npy) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy", CompressionLevel.Optimal).Open();
                entry.Write(npy);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The bytes of numbers, least significant first.</summary>
    public static byte[] Floats(params float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(k * sizeof(float)), values[k]);
        return bytes;
    }
}
