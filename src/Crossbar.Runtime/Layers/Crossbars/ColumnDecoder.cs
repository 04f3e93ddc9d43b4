using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// What comes behind the arrays: currents in units of ADC codes are rounded (to nearest, ties to even), clamped to the ADC's
/// codes, decoded and added to the layer's output: output += code(currents + zero)·gain + offset, with constants of each column.
/// Every path here does the same arithmetic in the same order.
/// </summary>
internal sealed unsafe class ColumnDecoder
{
    private readonly float[] _zero;
    private readonly float[] _gain;
    private readonly float[] _offset;
    private readonly float _maxCode;

    /// <summary>Takes the constants of neighbouring columns.</summary>
    /// <param name="zero">The code of no current, one a column.</param>
    /// <param name="gain">Output units a code, one a column.</param>
    /// <param name="offset">Output units of code 0, one a column.</param>
    /// <param name="maxCode">The highest code; 0 for an ideal converter, which neither rounds nor clamps.</param>
    public ColumnDecoder(float[] zero, float[] gain, float[] offset, int maxCode)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gain.Length, zero.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset.Length, zero.Length);
        (_zero, _gain, _offset, _maxCode) = (zero, gain, offset, maxCode);
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
                if (Lanes512.IsSupported)
                    done = DecodeColumns<Lanes512>(source, destination, done);
                if (Lanes256.IsSupported)
                    done = DecodeColumns<Lanes256>(source, destination, done);
                DecodeColumns<LanesScalar>(source, destination, done);
                return;
            }

            if (Lanes512.IsSupported)
                done = DecodePositions<Lanes512>(source, width, destination, done);
            if (Lanes256.IsSupported)
                done = DecodePositions<Lanes256>(source, width, destination, done);
            DecodePositions<LanesScalar>(source, width, destination, done);
        }
    }

    // The lanes run over positions.
    private int DecodePositions<T>(float* currents, int width, float* sums, int done)
        where T : struct, ILanes<T>
    {
        var highest = T.Broadcast(_maxCode);
        var end = width - ((width - done) % T.Count);
        if (end == done)
            return done;
        for (var j = 0; j < _zero.Length; j++, currents += width, sums += width)
        {
            var (zero, gain, offset) = (T.Broadcast(_zero[j]), T.Broadcast(_gain[j]), T.Broadcast(_offset[j]));
            for (var p = done; p < end; p += T.Count)
            {
                var code = T.Load(currents + p) + zero;
                if (_maxCode != 0)
                    code = Rounding.ToNearest(T.Min(highest, T.Max(T.Zero, code)));
                T.Store(T.Load(sums + p) + T.MultiplyAdd(code, gain, offset), sums + p);
            }
        }

        return end;
    }

    // The lanes run over the columns of one position.
    private int DecodeColumns<T>(float* currents, float* sums, int done)
        where T : struct, ILanes<T>
    {
        var highest = T.Broadcast(_maxCode);
        fixed (float* zero = _zero, gain = _gain, offset = _offset)
        {
            for (; done <= Columns - T.Count; done += T.Count)
            {
                var code = T.Load(currents + done) + T.Load(zero + done);
                if (_maxCode != 0)
                    code = Rounding.ToNearest(T.Min(highest, T.Max(T.Zero, code)));
                T.Store(T.Load(sums + done) + T.MultiplyAdd(code, T.Load(gain + done), T.Load(offset + done)), sums + done);
            }
        }

        return done;
    }
}
