using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>
/// The lines of one run of a grid. The text of a place, with a mark where each of the place's numbers stands, is made once by the dialect's
/// writer; here it becomes pieces of up to 32 bytes, each with the number behind it. A row's numbers are put into pieces once per row, and a place
/// is then some copies of a vector register and some numbers of eight bytes.
/// </summary>
internal sealed class GridText
{
    private const int PieceLength = 32;

    // A row's number may be put behind a full piece, and the next piece behind that.
    private const int SlotLength = 2 * PieceLength;

    private readonly GridRun _run;
    private readonly int _valuesPerPlace;
    private readonly byte[] _pieces;
    private readonly (int Length, char Mark)[] _pieceEnds;
    private readonly byte[] _slots;
    private readonly (int Length, char Mark)[] _slotEnds;
    private int _slotCount;

    /// <summary>Cuts a place's text at its marks.</summary>
    /// <param name="run">The columns.</param>
    /// <param name="place">The text of a place.</param>
    /// <param name="valuesPerPlace">How many values a place has.</param>
    public GridText(GridRun run, ReadOnlySpan<byte> place, int valuesPerPlace = 1)
    {
        (_run, _valuesPerPlace) = (run, valuesPerPlace);
        var pieces = new List<byte>();
        var ends = new List<(int Length, char Mark)>();
        while (!place.IsEmpty)
        {
            var length = place.IndexOfAnyInRange((byte)Place.MarkOf(Place.Row), (byte)Place.ValueMark);
            var mark = '\0';
            if (length < 0 || length > PieceLength)
                length = Math.Min(place.Length, PieceLength);
            else
                mark = (char)place[length];
            pieces.AddRange(place[..length]);
            pieces.AddRange(new byte[PieceLength - length]);
            ends.Add((length, mark));
            place = place[(mark == '\0' ? length : length + 1)..];
        }

        _pieces = [.. pieces];
        _pieceEnds = [.. ends];
        // A slot ends where the next piece or number does not fit, where a place's number stands, and at the end.
        var slots = (2 * ends.Count) + 1;
        _slots = new byte[SlotLength * slots];
        _slotEnds = new (int, char)[slots];
    }

    /// <summary>Appends the places of a row.</summary>
    /// <param name="text">What is appended to.</param>
    /// <param name="row">The row's number.</param>
    /// <param name="values">The row's values by column, those of a place side by side; empty for none.</param>
    public void Write(NetlistText text, int row, ReadOnlySpan<double> values)
    {
        PutRow(row);
        WritePlaces(text, values);
    }

    // Joins pieces that only a number of the row is between.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PutRow(int row)
    {
        _slotCount = 0;
        var ready = NetlistText.ReadyIndices;
        ref var pieces = ref MemoryMarshal.GetArrayDataReference(_pieces);
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        var length = 0;
        for (var k = 0; k < _pieceEnds.Length; k++)
        {
            var (pieceLength, mark) = _pieceEnds[k];
            if (length + pieceLength > PieceLength)
            {
                _slotEnds[_slotCount++] = (length, '\0');
                length = 0;
            }

            ref var slot = ref Unsafe.Add(ref slots, _slotCount * SlotLength);
            Vector256.LoadUnsafe(ref Unsafe.Add(ref pieces, k * PieceLength)).StoreUnsafe(ref Unsafe.Add(ref slot, length));
            length += pieceLength;
            if (-mark is Place.Column or Place.NextColumn || mark == Place.ValueMark)
            {
                _slotEnds[_slotCount++] = (length, mark);
                length = 0;
            }
            else if (mark != '\0')
            {
                var number = row + (-mark == Place.NextRow ? 1 : 0);
                if (length + NetlistText.MaxIndexLength > PieceLength)
                {
                    _slotEnds[_slotCount++] = (length, '\0');
                    length = 0;
                    slot = ref Unsafe.Add(ref slot, SlotLength);
                }

                length += NetlistText.WriteIndex(ready, number, ref Unsafe.Add(ref slot, length));
            }
        }

        if (length > 0)
            _slotEnds[_slotCount++] = (length, '\0');
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WritePlaces(NetlistText text, ReadOnlySpan<double> values)
    {
        var longest = _slotCount * (PieceLength + Math.Max(ShortestDecimal.MaxLength, NetlistText.MaxIndexLength));
        ReadOnlySpan<(int Length, char Mark)> ends = _slotEnds.AsSpan(0, _slotCount);
        var ready = NetlistText.ReadyIndices;
        var end = _run.FirstColumn + _run.ColumnCount;
        for (var column = _run.FirstColumn; column < end;)
        {
            var room = text.Reserve(longest);
            ref var start = ref MemoryMarshal.GetReference(room);
            var written = 0;
            for (; column < end && written <= room.Length - longest; column++)
            {
                var value = column * _valuesPerPlace;
                if (!values.IsEmpty && double.IsNaN(values[value]))
                    continue;
                ref var slot = ref MemoryMarshal.GetArrayDataReference(_slots);
                foreach (var (length, mark) in ends)
                {
                    Vector256.LoadUnsafe(ref slot).StoreUnsafe(ref Unsafe.Add(ref start, written));
                    slot = ref Unsafe.Add(ref slot, SlotLength);
                    written += length;
                    if (-mark == Place.Column)
                        written += NetlistText.WriteIndex(ready, column, ref Unsafe.Add(ref start, written));
                    else if (-mark == Place.NextColumn)
                        written += NetlistText.WriteIndex(ready, column + 1, ref Unsafe.Add(ref start, written));
                    else if (mark == Place.ValueMark)
                        written += ShortestDecimal.Write(values[value++], room[written..]);
                }
            }

            text.Advance(written);
        }
    }
}
