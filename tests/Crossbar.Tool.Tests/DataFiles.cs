using System.IO.Compression;
using System.Text;

namespace Crossbar.Tool.Tests;

/// <summary>Writes small data files in NumPy's formats, by hand.</summary>
internal static class DataFiles
{
    /// <summary>Pseudo-random byte images [N, 1, 28, 28] and, if asked for, classes [N].</summary>
    public static string WriteImages(string path, int count, bool withLabels, string shape = "1, 28, 28", int length = 784)
    {
        var pixels = new byte[count * length];
        new Random(1).NextBytes(pixels);
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        WriteArray(archive, "x.npy", $"({count}, {shape})", pixels);
        if (withLabels)
            WriteArray(archive, "y.npy", $"({count},)", [.. Enumerable.Range(0, count).Select(n => (byte)(n % 10))]);
        return path;
    }

    /// <summary>Reads a float32 .npy file: its shape as written, and its elements.</summary>
    public static (string Shape, float[] Values) ReadFloats(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headerLength = BitConverter.ToUInt16(bytes, 8);
        var header = Encoding.ASCII.GetString(bytes, 10, headerLength);
        Assert.Contains("'<f4'", header, StringComparison.Ordinal);
        var values = new float[(bytes.Length - 10 - headerLength) / sizeof(float)];
        Buffer.BlockCopy(bytes, 10 + headerLength, values, 0, values.Length * sizeof(float));
        return (header[header.IndexOf('(', StringComparison.Ordinal)..(header.IndexOf(')', StringComparison.Ordinal) + 1)], values);
    }

    private static void WriteArray(ZipArchive archive, string name, string shape, byte[] elements)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(117) + "\n";
        using var stream = archive.CreateEntry(name).Open();
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, 0]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(elements);
    }
}
