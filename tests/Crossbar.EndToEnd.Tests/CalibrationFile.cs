using System.IO.Compression;
using System.Text;

namespace Crossbar.EndToEnd.Tests;

/// <summary>NumPy arrays as files.</summary>
internal static class CalibrationFile
{
    /// <summary>A .npy file of float32 numbers between 0 and 1.</summary>
    public static byte[] Npy(params int[] shape) =>
        Npy([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(k => k * 7 % 11 / 10f)], shape);

    /// <summary>A .npz file of byte images, each a row of so many pixels, and their classes.</summary>
    /// <param name="pixels">The images.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="length">Pixels of an image.</param>
    /// <param name="asFloats">Whether the pixels, as they are, are float32.</param>
    public static byte[] Npz(byte[] pixels, byte[] classes, int length, bool asFloats = false)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            Add("x", asFloats ? OnnxMessage.Floats([.. pixels.Select(pixel => (float)pixel)]) : pixels, $"({classes.Length}, {length})", asFloats ? "<f4" : "|u1");
            Add("y", classes, $"({classes.Length},)", "|u1");

            void Add(string name, byte[] values, string shape, string type)
            {
                using var entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n"), .. values]);
            }
        }

        return file.ToArray();
    }

    /// <summary>
    /// Byte images of four pixels and their classes 0 to 2, which a network that answers with the greatest of three pixels names rightly when each
    /// pixel is less its mean: pixel c is 20 brighter where the class is c, and pixel 0 always brighter than the others.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="asFloats">Whether the pixels, as they are, are float32.</param>
    public static byte[] Shaded(int count, bool asFloats = false) => Npz(
        [.. Enumerable.Range(0, count).SelectMany(n => new[] { 200, 50, 50, 10 }.Select((level, c) => (byte)(level + (c == n % 3 ? 20 : c == 3 ? n % 2 : 0))))],
        [.. Enumerable.Range(0, count).Select(n => (byte)(n % 3))], 4, asFloats);

    /// <summary>A .npy file of given float32 numbers.</summary>
    public static byte[] Npy(float[] values, params int[] shape)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        header = header.PadRight((((header.Length + 11 + 63) / 64) * 64) - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. OnnxMessage.Floats(values)];
    }
}
