using System.Buffers.Binary;

namespace Crossbar.Onnx.Tests.Fuzzing;

/// <summary>Damages a file's content a little, as disks, networks and people with intentions do.</summary>
internal static class Mutation
{
    // Numbers on which size arithmetic breaks.
    private static readonly ulong[] Extremes =
    [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue,
    ];

    private static readonly byte[][] Words =
    [
        "../"u8.ToArray(), "/etc/passwd"u8.ToArray(), "..\\"u8.ToArray(), "C:\\"u8.ToArray(), "\0"u8.ToArray(), "NaN"u8.ToArray(), "Infinity"u8.ToArray(),
        "-1"u8.ToArray(), "1e999"u8.ToArray(), "99999999999999999999"u8.ToArray(), "[[[[[[[["u8.ToArray(), "\uFEFF"u8.ToArray(), "{"u8.ToArray(), "(((("u8.ToArray(), ",,,\n"u8.ToArray(),
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="seed">The content to damage.</param>
    /// <param name="other">Another one, of which parts may come in.</param>
    /// <param name="random">Chooses.</param>
    public static byte[] Of(byte[] seed, byte[] other, Random random)
    {
        var bytes = seed.ToList();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        for (var times = 1 << random.Next(4); times > 0; times--)
        {
            var place = random.Next(bytes.Count + 1);
            var rest = bytes.Count - place;
            switch (random.Next(9))
            {
                case 0 when rest > 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when rest > 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(place, random.Next(Math.Min(rest, 64) + 1));
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(rest, random.Next(64))));
                    break;
                case 4 when rest >= sizeof(ulong):
                    BinaryPrimitives.WriteUInt64LittleEndian(number, Extremes[random.Next(Extremes.Length)]);
                    for (var k = 0; k < (random.Next(2) == 0 ? 4 : 8); k++)
                        bytes[place + k] = number[k];
                    break;
                case 5:
                    bytes.InsertRange(place, Varint(Extremes[random.Next(Extremes.Length)]));
                    break;
                case 6:
                    bytes.InsertRange(place, Words[random.Next(Words.Length)]);
                    break;
                case 7 when other.Length > 0:
                    var from = random.Next(other.Length);
                    bytes.InsertRange(place, other.AsSpan(from, Math.Min(other.Length - from, random.Next(128))).ToArray());
                    break;
                default:
                    if (random.Next(8) == 0)
                        bytes.RemoveRange(place, rest);
                    break;
            }
        }

        return [.. bytes];
    }

    // As protocol buffers write numbers.
    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
