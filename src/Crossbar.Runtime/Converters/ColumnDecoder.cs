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

    private void DecodeFiltered<T>(float* products, int distance, int width, int height, int firstColumn, int columns, float* sums)
        where T : struct, ILanes<T>
    {
        // Neighbours that begin their outputs, or add to them, together: a loop that asks for each register takes longer.
        for (int j = firstColumn, next; j < firstColumn + columns; j = next)
        {
            var starts = _start[j] is not null;
            for (next = j + 1; next < firstColumn + columns && _start[next] is not null == starts;)
                next++;
            float* source = products + ((j - firstColumn) * width), destination = sums + ((j - firstColumn) * height * width);
            if (starts)
                DecodeBands<T, Begun<T>>(source, distance, width, height, j, next, destination);
            else
                DecodeBands<T, AddedTo<T>>(source, distance, width, height, j, next, destination);
        }
    }

    // Inlined into a caller, whose budget for inlining is finite, it would call what is inlined here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void DecodeBands<T, TOrigin>(float* products, nint distance, nint width, int height, int column, int end, float* sums)
        where T : struct, ILanes<T>
        where TOrigin : struct, IOrigin<T>
    {
        nint at2 = 2 * distance, at3 = 3 * distance, at4 = 4 * distance, at5 = 5 * distance;
        var (two, four, eight, sixteen, highest) = (T.Broadcast(2), T.Broadcast(4), T.Broadcast(8), T.Broadcast(16), T.Broadcast(_maxCode));
        var isIdeal = _maxCode == 0;
        for (; column < end; column++, sums += (height - 1) * width)
        {
            var (zero, gain, start) = (T.Broadcast(_zero[column]), T.Broadcast(_gain[column]), T.Broadcast(_start[column] ?? 0));
            for (var behind = products + width; products < behind; products += T.Count, sums += T.Count)
            {
                // The zero in one of the two that are in every line. Then what WinogradFilter.Lines does, by hand: its registers and those of a column are
                // more than the compiler keeps in registers for a struct.
                var p1 = T.Load(products + distance) + zero;
                var p2 = T.Load(products + at2);
                var p3 = T.Load(products + at3);
                var p4 = T.Load(products + at4);
                var (even, odd, farEven, farOdd) = (p1 + p2, p1 - p2, p3 + p4, p3 - p4);
                var sum = sums;
                Emit<T, TOrigin>(T.Load(products) + (even + farEven), highest, isIdeal, gain, start, sum);
                sum += width;
                var last = T.MultiplyAdd(two, farOdd, odd);
                if (height > 2)
                {
                    Emit<T, TOrigin>(last, highest, isIdeal, gain, start, sum);
                    sum += width;
                    last = T.MultiplyAdd(four, farEven, even);
                    if (height > 3)
                    {
                        Emit<T, TOrigin>(last, highest, isIdeal, gain, start, sum);
                        sum += width;
                        last = T.MultiplyAdd(eight, farOdd, odd);
                        if (height > 4)
                        {
                            Emit<T, TOrigin>(last, highest, isIdeal, gain, start, sum);
                            sum += width;
                            last = T.MultiplyAdd(sixteen, farEven, even);
                        }
                    }
                }

                Emit<T, TOrigin>(last + T.Load(products + at5), highest, isIdeal, gain, start, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Emit<T, TOrigin>(T current, T highest, bool isIdeal, T gain, T start, float* sum)
        where T : struct, ILanes<T>
        where TOrigin : struct, IOrigin<T> =>
        T.Store(T.MultiplyAdd(Code(current, highest, isIdeal), gain, TOrigin.Of(start, sum)), sum);

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

    // What a column's share is added to.
    private interface IOrigin<T>
    {
        static abstract T Of(T start, float* sum);
    }

    private readonly struct Begun<T> : IOrigin<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of(T start, float* sum) => start;
    }

    private readonly struct AddedTo<T> : IOrigin<T>
        where T : struct, ILanes<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of(T start, float* sum) => T.Load(sum);
    }
}
