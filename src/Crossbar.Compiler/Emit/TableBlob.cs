using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Crossbar.Compiler.Outputs;
using Crossbar.Runtime.Tables;

namespace Crossbar.Compiler.Emit;

/// <summary>The constants of a network as bytes: one table a crossbar layer, in the order in which <see cref="TableReader"/> reads.</summary>
public sealed class TableBlob
{
    private readonly byte[] _bytes;

    private TableBlob(byte[] bytes, ImmutableArray<Range> tables, bool holdsTransfer)
    {
        _bytes = bytes;
        HoldsTransfer = holdsTransfer;
        Tables = tables;
    }

    /// <summary>What earlier resources look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Beginning("CBXT");

    /// <summary>Where each layer's table lies in the resource.</summary>
    public ImmutableArray<Range> Tables { get; }

    /// <summary>Whether each tile's transfer matrix follows its conductances, in double precision: what it was solved in.</summary>
    public bool HoldsTransfer { get; }

    /// <summary>The whole resource, header included.</summary>
    public ReadOnlySpan<byte> Resource => _bytes;

    /// <summary>The first eight bytes of the tables' SHA-256.</summary>
    public ulong Fingerprint => BitConverter.ToUInt64(_bytes, TableResource.FingerprintOffset);

    /// <summary>The table of one layer.</summary>
    public ReadOnlySpan<byte> Table(int layer) => _bytes.AsSpan()[Tables[layer]];

    /// <summary>Packs the tables of a network.</summary>
    /// <param name="layers">The crossbar layers.</param>
    /// <param name="bakeTransfer">Whether to pack the transfer matrices too.</param>
    public static TableBlob Pack(IEnumerable<CrossbarConvolution> layers, bool bakeTransfer = false)
    {
        var stream = new MemoryStream();
        stream.Write(new byte[TableResource.HeaderLength]);
        var tables = ImmutableArray.CreateBuilder<Range>();
        foreach (var layer in layers)
        {
            var start = (int)stream.Length;
            foreach (var tile in layer.Tiles)
            {
                WriteOrder(stream, tile.RowOrder);
                WriteOrder(stream, tile.LineOrder);
                stream.Write(MemoryMarshal.AsBytes(CellTable.Write(tile.Conductances.AsSpan(), tile.States.AsSpan()).AsSpan()));
                if (bakeTransfer)
                    stream.Write(MemoryMarshal.AsBytes(tile.Transfer.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(tile.Columns.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(tile.ZeroWeights.AsSpan()));
            }

            tables.Add(start..(int)stream.Length);
        }

        var bytes = stream.ToArray();
        TableResource.WriteHeader(bytes, BitConverter.ToUInt64(SHA256.HashData(bytes.AsSpan(TableResource.HeaderLength))));
        return new TableBlob(bytes, tables.ToImmutable(), bakeTransfer);
    }

    private static void WriteOrder(MemoryStream stream, ImmutableArray<int> order)
    {
        foreach (var entry in order)
            stream.Write(BitConverter.GetBytes((float)entry));
    }
}
