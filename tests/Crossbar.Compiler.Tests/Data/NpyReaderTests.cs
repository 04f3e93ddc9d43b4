using System.Buffers.Binary;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Tests.Data;

public sealed class NpyReaderTests
{
    [Theory]
    [InlineData("|b1", "01 00", new float[] { 1, 0 })]
    [InlineData("|u1", "FF 00", new float[] { 255, 0 })]
    [InlineData("|i1", "FF 7F", new float[] { -1, 127 })]
    [InlineData("<i2", "FE FF 02 01", new float[] { -2, 258 })]
    [InlineData(">i2", "FF FE 01 02", new float[] { -2, 258 })]
    [InlineData("<i4", "FD FF FF FF 00 00 01 00", new float[] { -3, 65536 })]
    [InlineData(">i4", "FF FF FF FD 00 01 00 00", new float[] { -3, 65536 })]
    [InlineData("<i8", "FC FF FF FF FF FF FF FF 05 00 00 00 00 00 00 00", new float[] { -4, 5 })]
    [InlineData(">i8", "FF FF FF FF FF FF FF FC 00 00 00 00 00 00 00 05", new float[] { -4, 5 })]
    [InlineData("<f2", "00 3C 00 C1", new float[] { 1, -2.5f })]
    [InlineData(">f2", "3C 00 C1 00", new float[] { 1, -2.5f })]
    [InlineData("<f4", "00 00 80 3F 00 00 20 C0", new float[] { 1, -2.5f })]
    [InlineData(">f4", "3F 80 00 00 C0 20 00 00", new float[] { 1, -2.5f })]
    [InlineData("<f8", "00 00 00 00 00 00 F0 3F 00 00 00 00 00 00 04 C0", new float[] { 1, -2.5f })]
    [InlineData(">f8", "3F F0 00 00 00 00 00 00 C0 04 00 00 00 00 00 00", new float[] { 1, -2.5f })]
    public void Elements_of_every_type_and_byte_order_are_read(string descr, string hex, float[] expected)
    {
        var bytes = hex.Split(' ').Select(b => byte.Parse(b, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        // In memory and in a temporary file.
        foreach (var maxInMemory in new[] { bytes.Length, bytes.Length - 1 })
        {
            var array = Read(NumpyBytes.Npy(descr, "(2,)", bytes), maxInMemory);
            var values = new float[2];
            array.CopyTo(0, values);
            Assert.Equal(expected, values);
            Assert.Equal([2], array.Shape.AsSpan());
            if (array.IsInteger)
                Assert.Equal(expected.Select(v => (long)v), [array.Integer(0), array.Integer(1)]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_format_version_is_read(byte version) =>
        Assert.Equal([7, 8, 9], Bytes(Read(NumpyBytes.Npy("|u1", "(3, 1)", [7, 8, 9], version: version)), 3));

    [Theory]
    [InlineData("{\"shape\":(3L,1L),\"fortran_order\":False,\"descr\":\"|u1\"}")]
    [InlineData("  {'descr': '|u1', 'fortran_order': False, 'shape': (3, 1)}   ")]
    public void The_header_is_a_python_literal_in_any_spelling(string header) =>
        Assert.Equal([3, 1], Read(NumpyBytes.Npy(header, [7, 8, 9])).Shape.AsSpan());

    [Fact]
    public void Fortran_order_is_turned_into_row_major_order()
    {
        // Element [i, j, k] of shape (2, 3, 2) is 100·i + 10·j + k; in Fortran order i runs fastest.
        var stored = new List<byte>();
        for (var k = 0; k < 2; k++)
            for (var j = 0; j < 3; j++)
                for (var i = 0; i < 2; i++)
                    stored.AddRange([(byte)((100 * i) + (10 * j) + k), 0]);
        var array = Read(NumpyBytes.Npy("<i2", "(2, 3, 2)", [.. stored], fortranOrder: true));
        var values = new float[12];
        array.CopyTo(0, values);
        Assert.Equal([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121], values);
    }

    [Theory]
    [InlineData("<f8", "(1000000000, 1000000000, 1000000000)", "impossibly large")]
    [InlineData("<f8", "(1000000000,)", "truncated")]
    [InlineData("<f8", "(4000000000,)", "larger than 2147483647")]
    [InlineData("|u1", "(2,)", "damaged")]
    [InlineData("<U4", "(3,)", "'<U4'")]
    [InlineData("|O", "(3,)", "'|O'")]
    [InlineData("|u1", "(3", "damaged")]
    [InlineData("|u1", "(-3,)", "damaged")]
    public void What_a_header_cannot_mean_is_refused_before_anything_is_allocated(string descr, string shape, string expected) =>
        Assert.Contains(expected, Refused(NumpyBytes.Npy(descr, shape, [1, 2, 3])), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_npy_is_refused()
    {
        Assert.Contains("no .npy", Refused("x,y\n1,2\n3,4\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("no .npy", Refused([]), StringComparison.Ordinal);
        Assert.Contains("version 9.0", Refused(NumpyBytes.Npy("|u1", "(1,)", [1], version: 9)), StringComparison.Ordinal);
        Assert.Contains("structured", Refused(NumpyBytes.Npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", [])), StringComparison.Ordinal);
        Assert.Contains("damaged", Refused(NumpyBytes.Npy("{'descr': '|u1', 'shape': (1,), }", [1])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = NumpyBytes.Npy("<f4", "(2, 2)", NumpyBytes.Floats(1, 2, 3, 4));
        for (var length = 0; length < whole.Length; length++)
            Assert.NotEmpty(Refused(whole[..length]));
    }

    [Fact]
    public void What_is_written_is_read_back_and_aligned_as_numpy_does()
    {
        using var folder = new TemporaryFolder();
        var path = folder["values.npy"];
        float[] values = [1, -2, float.Epsilon, float.MaxValue, 0, 1 / 3f];
        NpyFile.Write(path, values, 2, 3);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(0, (bytes.Length - (values.Length * sizeof(float))) % 64);
        Assert.Equal(NumpyBytes.Floats(values), bytes[^(values.Length * sizeof(float))..]);
        using var reader = NpyReader.Open(path);
        var array = reader.ReadArray();
        Assert.Equal([2, 3], array.Shape.AsSpan());
        var read = new float[6];
        array.CopyTo(0, read);
        Assert.Equal(values, read);
        Assert.Throws<ArgumentException>(() => NpyFile.Write(path, values, 7));
    }

    // Numbers that no byte order and no place confuses, of more than one block that is read at once.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_array_in_a_temporary_file_is_read_from_any_place(bool isBigEndian)
    {
        const int Count = 300_007;
        var bytes = new byte[Count * sizeof(int)];
        for (var k = 0; k < Count; k++)
        {
            if (isBigEndian)
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(k * sizeof(int)), 40 * k);
            else
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(k * sizeof(int)), 40 * k);
        }

        var array = Read(NumpyBytes.Npy(isBigEndian ? ">i4" : "<i4", $"({Count},)", bytes), maxInMemory: 0);
        var values = new float[1000];
        foreach (var start in new[] { 0, 261_500, 262_144, Count - values.Length })
        {
            array.CopyTo(start, values);
            Assert.Equal(Enumerable.Range(start, values.Length).Select(k => 40f * k), values);
            Assert.Equal(40 * start, array.Integer(start));
        }
    }

    [Fact]
    public void Images_in_a_temporary_file_are_those_in_memory()
    {
        using var folder = new TemporaryFolder();
        var path = folder["images.npz"];
        var pixels = new byte[20 * 12];
        new Random(3).NextBytes(pixels);
        File.WriteAllBytes(path, NumpyBytes.Npz(("x", NumpyBytes.Npy("|u1", "(20, 3, 2, 2)", pixels))));
        var shape = new TensorShape(3, 2, 2);
        var (inMemory, inFile) = (ImageSetReader.Read(path, shape, null, null), ImageSetReader.Read(path, shape, null, null, maxInMemory: 100));
        Assert.Equal(inMemory.ByteStatistics().ToArray(), inFile.ByteStatistics().ToArray());
        var (expected, actual) = (new float[12], new float[12]);
        for (var n = 0; n < 20; n++)
        {
            inFile.CopyImage(n, actual);
            Assert.All(actual, (value, k) => Assert.Equal(pixels[(n * 12) + k] / 255.0, value, 1e-7));
            inMemory.Select(20, 5).CopyImage(n, expected);
            inFile.Select(20, 5).CopyImage(n, actual);
            Assert.Equal(expected, actual);
        }
    }

    private static NpyArray Read(byte[] npy, long maxInMemory = ElementStore.MaxInMemory)
    {
        using var reader = new NpyReader(new MemoryStream(npy), npy.Length);
        return reader.ReadArray(maxInMemory);
    }

    private static byte[] Bytes(NpyArray array, int count)
    {
        var bytes = new byte[count];
        array.CopyBytes(0, bytes);
        return bytes;
    }

    private static string Refused(byte[] npy) => Assert.Throws<InvalidDataException>(() => Read(npy, maxInMemory: npy.Length % 2)).Message;
}
