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
        CrossbarConvolution[] all = [.. layers];
        // Of the length that they will have: a buffer that doubles would take three times the tables of a large network.
        var bytes = new byte[TableResource.HeaderLength + all.Sum(layer => layer.Tiles.Sum(tile => LengthOf(tile, bakeTransfer)))];
        var tables = ImmutableArray.CreateBuilder<Range>(all.Length);
        var end = TableResource.HeaderLength;
        foreach (var layer in all)
        {
            var start = end;
            foreach (var tile in layer.Tiles)
            {
                WriteOrder(tile.RowOrder);
                WriteOrder(tile.LineOrder);
                Write<float>(CellTable.Write(tile.Conductances.AsSpan(), tile.States.AsSpan()));
                if (bakeTransfer)
                    Write(tile.Transfer.AsSpan());
                Write(tile.Columns.AsSpan());
                Write(tile.ZeroWeights.AsSpan());
            }

            tables.Add(start..end);
        }

        TableResource.WriteHeader(bytes, BitConverter.ToUInt64(SHA256.HashData(bytes.AsSpan(TableResource.HeaderLength))));
        return new TableBlob(bytes, tables.ToImmutable(), bakeTransfer);

        void Write<T>(ReadOnlySpan<T> values)
            where T : unmanaged
        {
            var source = MemoryMarshal.AsBytes(values);
            source.CopyTo(bytes.AsSpan(end));
            end += source.Length;
        }

        void WriteOrder(ImmutableArray<int> order)
        {
            foreach (var entry in order)
                Write<float>([entry]);
        }
    }

    private static int LengthOf(CrossbarTile tile, bool bakeTransfer) => checked(
        (sizeof(float) * (tile.RowOrder.Length + tile.LineOrder.Length + tile.Conductances.Length + tile.ZeroWeights.Length))
        + (bakeTransfer ? sizeof(double) * tile.Transfer.Length : 0) + MemoryMarshal.AsBytes(tile.Columns.AsSpan()).Length);
}
