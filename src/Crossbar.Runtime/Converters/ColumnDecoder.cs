namespace Crossbar.Runtime.Converters;

/// <summary>
/// What comes behind the arrays: currents in units of ADC codes are clamped to the ADC's codes, rounded (to nearest, ties to even),
/// decoded and added to the layer's output: output += code(currents + zero)·gain, with constants of each column.
/// </summary>
// Loops here and in WinogradFilter are compiled in full at once: a first image meets no slow code, and the windows of a program's first
// network do not shape the code that its second one runs.
internal sealed unsafe class ColumnDecoder
{
    private readonly float[] _zero;
    private readonly float[] _gain;
    private readonly float?[] _start;
    private readonly float _maxCode;

    // Most arrays begin all of their outputs or none.
    private readonly float[]? _starts;
    private readonly bool _startsSome;

    /// <summary>Takes the constants of neighbouring columns.</summary>
    /// <param name="zero">The code of no current, one per column.</param>
    /// <param name="gain">Output units per code, one per column.</param>
    /// <param name="maxCode">The highest code; 0 for an ideal converter, which neither rounds nor clamps.</param>
    /// <param name="start">For each column, what its outputs begin with; null to add to what is there.</param>
    public ColumnDecoder(float[] zero, float[] gain, int maxCode, float?[] start)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(start.Length, zero.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gain.Length, zero.Length);
        (_zero, _gain, _maxCode, _start) = (zero, gain, maxCode, start);
        _starts = Array.TrueForAll(start, value => value is not null) ? Array.ConvertAll(start, value => value!.Value) : null;
        _startsSome = _starts is null && Array.Exists(start, value => value is not null);
    }

    private int Columns => _zero.Length;

    /// <summary>Decodes what was read at a block's positions.</summary>
    /// <param name="currents">Currents in codes, without the offset of the ADCs' ranges, [columns, positions].</param>
    /// <param name="width">Number of positions.</param>
    /// <param name="sums">The outputs, [columns, positions].</param>
    public void Decode(ReadOnlySpan<float> currents, int width, Span<float> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(currents.Length, Columns * width);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, Columns * width);
        fixed (float* source = currents, destination = sums)
        {
            var done = 0;
            if (width == 1)
            {
                if (_starts is { } starts)
                    starts.CopyTo(sums);
                for (var j = 0; j < Columns && _startsSome; j++)
                    destination[j] = _start[j] ?? destination[j];
                if (Lanes512.IsSupported)
                    done = DecodeColumns<Lanes512>(source, destination, done);
                if (Lanes256.IsSupported)
                    done = DecodeColumns<Lanes256>(source, destination, done);
                if (Lanes128.IsSupported)
                    done = DecodeColumns<Lanes128>(source, destination, done);
                DecodeColumns<LanesScalar>(source, destination, done);
                return;
            }

            if (Lanes512.IsSupported)
                done = DecodePositions<Lanes512>(source, width, destination, done);
            if (Lanes256.IsSupported)
                done = DecodePositions<Lanes256>(source, width, destination, done);
            if (Lanes128.IsSupported)
                done = DecodePositions<Lanes128>(source, width, destination, done);
            DecodePositions<LanesScalar>(source, width, destination, done);
        }
    }

    /// <summary>Decodes products at the points of a <see cref="WinogradFilter"/>: <see cref="WinogradFilter.Restore"/> on the way.</summary>
    /// <param name="products">The products, [6, panel columns, width].</param>
    /// <param name="panelColumns">Columns of which there are products.</param>
    /// <param name="width">Positions of a line: 16 or 32.</param>
    /// <param name="height">Lines of output.</param>
    /// <param name="firstColumn">The first of the columns.</param>
    /// <param name="columns">How many of them are to be decoded.</param>
    /// <param name="sums">The outputs, [columns, height, width].</param>
    public void DecodeFiltered(ReadOnlySpan<float> products, int panelColumns, int width, int height, int firstColumn, int columns, Span<float> sums)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Math.Min(panelColumns, Columns - firstColumn));
        ArgumentOutOfRangeException.ThrowIfLessThan(products.Length, WinogradFilter.Points * panelColumns * width);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, columns * height * width);
        fixed (float* source = products, destination = sums)
        {
            if (Lanes512.IsSupported)
                DecodeFiltered<Lanes512>(source, panelColumns * width, width, height, firstColumn, columns, destination);
            else if (Lanes256.IsSupported)
                DecodeFiltered<Lanes256>(source, panelColumns * width, width, height, firstColumn, columns, destination);
            else if (Lanes128.IsSupported)
                DecodeFiltered<Lanes128>(source, panelColumns * width, width, height, firstColumn, columns, destination);
            else
                DecodeFiltered<LanesScalar>(source, panelColumns * width, width, height, firstColumn, columns, destination);
        }
    }

    // What WinogradFilter.Lines does, by hand: its registers and those of a column are more than the compiler keeps in registers for a struct.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DecodeFiltered<T>(float* products, int distance, int width, int height, int firstColumn, int columns, float* sums)
        where T : struct, ILanes<T>
    {
        var (two, four, eight, sixteen) = (T.Broadcast(2), T.Broadcast(4), T.Broadcast(8), T.Broadcast(16));
        var highest = T.Broadcast(_maxCode);
        var isIdeal = _maxCode == 0;
        for (var j = firstColumn; j < firstColumn + columns; j++, products += width, sums += height * width)
        {
            var (zero, gain, start) = (T.Broadcast(_zero[j]), T.Broadcast(_gain[j]), T.Broadcast(_start[j] ?? 0));
            var starts = _start[j] is not null;
            for (var lane = 0; lane < width; lane += T.Count)
            {
                var p = products + lane;
                var sum = sums + lane;
                // The zero in one of the two that are in every line.
                var p1 = T.Load(p + distance) + zero;
                var p2 = T.Load(p + (2 * distance));
                var p3 = T.Load(p + (3 * distance));
                var p4 = T.Load(p + (4 * distance));
                var (even, odd, farEven, farOdd) = (p1 + p2, p1 - p2, p3 + p4, p3 - p4);
                T.Store(T.MultiplyAdd(Code(T.Load(p) + (even + farEven), highest, isIdeal), gain, starts ? start : T.Load(sum)), sum);
                if (height > 2)
                {
                    sum += width;
                    T.Store(T.MultiplyAdd(Code(T.MultiplyAdd(two, farOdd, odd), highest, isIdeal), gain, starts ? start : T.Load(sum)), sum);
                }

                if (height > 3)
                {
                    sum += width;
                    T.Store(T.MultiplyAdd(Code(T.MultiplyAdd(four, farEven, even), highest, isIdeal), gain, starts ? start : T.Load(sum)), sum);
                }

                if (height > 4)
                {
                    sum += width;
                    T.Store(T.MultiplyAdd(Code(T.MultiplyAdd(eight, farOdd, odd), highest, isIdeal), gain, starts ? start : T.Load(sum)), sum);
                }

                var last = height switch
                {
                    2 => T.MultiplyAdd(two, farOdd, odd),
                    3 => T.MultiplyAdd(four, farEven, even),
                    4 => T.MultiplyAdd(eight, farOdd, odd),
                    _ => T.MultiplyAdd(sixteen, farEven, even),
                };
                sum += width;
                T.Store(T.MultiplyAdd(Code(last + T.Load(p + (5 * distance)), highest, isIdeal), gain, starts ? start : T.Load(sum)), sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Code<T>(T current, T highest, bool isIdeal)
        where T : struct, ILanes<T> => isIdeal ? current : Rounding.ToNearest(T.Min(highest, T.Max(T.Zero, current)));

    // The lanes run over positions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DecodePositions<T>(float* currents, int width, float* sums, int done)
        where T : struct, ILanes<T>
    {
        var end = width - ((width - done) % T.Count);
        if (end == done)
            return done;
        for (var j = 0; j < Columns; j++, currents += width, sums += width)
        {
            var column = new Column<T>(this, j);
            for (var p = done; p < end; p += T.Count)
                column.Decode(T.Load(currents + p), sums + p);
        }

        return end;
    }

    // The lanes run over the columns of one position.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DecodeColumns<T>(float* currents, float* sums, int done)
        where T : struct, ILanes<T>
    {
        var highest = T.Broadcast(_maxCode);
        fixed (float* zero = _zero, gain = _gain)
        {
            for (; done <= Columns - T.Count; done += T.Count)
            {
                var code = Code(T.Load(currents + done) + T.Load(zero + done), highest, _maxCode == 0);
                T.Store(T.MultiplyAdd(code, T.Load(gain + done), T.Load(sums + done)), sums + done);
            }
        }

        return done;
    }

    // The constants of one column in registers.
    private readonly struct Column<T>
        where T : struct, ILanes<T>
    {
        private readonly T _zero;
        private readonly T _gain;
        private readonly T _highest;
        private readonly T _start;
        private readonly bool _starts;
        private readonly bool _isIdeal;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Column(ColumnDecoder decoder, int index)
        {
            _zero = T.Broadcast(decoder._zero[index]);
            _gain = T.Broadcast(decoder._gain[index]);
            _highest = T.Broadcast(decoder._maxCode);
            _start = T.Broadcast(decoder._start[index] ?? 0);
            _starts = decoder._start[index] is not null;
            _isIdeal = decoder._maxCode == 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Decode(T current, float* sum)
        {
            T.Store(T.MultiplyAdd(Code(current + _zero, _highest, _isIdeal), _gain, _starts ? _start : T.Load(sum)), sum);
        }
    }
}
