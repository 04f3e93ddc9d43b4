using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Crossbar.Runtime;

namespace Samples;

/// <summary>Images with their classes, as bytes: [N, C, H, W] one after the other.</summary>
/// <param name="Pixels">N images, flattened.</param>
/// <param name="Classes">The right class of each.</param>
internal sealed record ImageData(byte[] Pixels, byte[] Classes)
{
    /// <summary>Number of images, N.</summary>
    public int Count => Classes.Length;

    /// <summary>Values of one image.</summary>
    private int ImageLength => Pixels.Length / Count;

    /// <summary>The pixels of image <paramref name="n"/>, [C, H, W] flattened.</summary>
    public ReadOnlySpan<byte> this[int n] => Pixels.AsSpan(n * ImageLength, ImageLength);

    /// <summary>Reads an .npz file with uint8 arrays x and y, or a folder with the test files of MNIST (t10k-images-idx3-ubyte and so on).</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="imageLength">Values that one image must have.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static ImageData Read(string path, int imageLength)
    {
        var data = Directory.Exists(path)
            ? new ImageData(ReadIdx(Path.Combine(path, "t10k-images-idx3-ubyte")), ReadIdx(Path.Combine(path, "t10k-labels-idx1-ubyte")))
            : ReadNpz(path);
        return data.Count > 0 && data.Pixels.Length == (long)data.Count * imageLength
            ? data
            : throw new InvalidDataException($"{path}: {data.Count} classes need as many images of {imageLength} values, but there are {data.Pixels.Length} values.");
    }

    /// <summary>All images as the network's inputs.</summary>
    public float[] Normalize(InputNormalization normalization, int channels)
    {
        var inputs = new float[Pixels.Length];
        for (var n = 0; n < Count; n++)
            normalization.Apply(this[n], channels, inputs.AsSpan(n * ImageLength, ImageLength));
        return inputs;
    }

    private static ImageData ReadNpz(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return new ImageData(ReadNpy(archive, "x.npy"), ReadNpy(archive, "y.npy"));
    }

    // An .npy file: magic and version (8 bytes), the header's length (2 bytes, 4 from version 2), a Python dictionary, the elements.
    private static byte[] ReadNpy(ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name) ?? throw new InvalidDataException($"The archive has no {name}.");
        using var stream = entry.Open();
        var file = ReadToEnd(stream);
        var start = file[6] == 1 ? 10 : 12;
        var end = start + (file[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)) : BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)));
        var header = Encoding.ASCII.GetString(file, start, end - start);
        return header.Contains("'|u1'") && header.Contains("'fortran_order': False") ? file[end..] : throw new InvalidDataException($"{name} is no uint8 array: {header}");
    }

    // An idx file: 0, 0, 8 (bytes), the number of dimensions, each dimension as a big-endian integer, the elements.
    private static byte[] ReadIdx(string path)
    {
        using Stream stream = File.Exists(path) ? File.OpenRead(path) : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        var file = ReadToEnd(stream);
        return file is [0, 0, 8, var dimensions, ..] ? file[(4 + (4 * dimensions))..] : throw new InvalidDataException($"{path} is no idx file of bytes.");
    }

    private static byte[] ReadToEnd(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
