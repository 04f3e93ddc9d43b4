using System.Buffers.Binary;
using System.Text;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Writes protocol buffer fields: enough to make ONNX files that no exporter of ours had a hand in.</summary>
internal sealed class OnnxMessage
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public OnnxMessage Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public OnnxMessage Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public OnnxMessage Message(int field, OnnxMessage value) => Raw(field, value.Bytes);

    public OnnxMessage Raw(int field, byte[] value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public static byte[] Floats(ReadOnlySpan<float> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * k), values[k]);
        return bytes;
    }

    private void Varint(ulong value)
    {
        for (; value > 0x7f; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
