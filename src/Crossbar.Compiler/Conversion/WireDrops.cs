using System.Numerics.Tensors;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// What known cell currents drop along the wires of an array (the paper's section 3.2: with all currents known, node voltages are two
/// cumulative sums). Kept between arrays of one shape.
/// </summary>
/// <param name="rows">Number of word lines M.</param>
/// <param name="columns">Number of bit lines N.</param>
/// <param name="wires">The wires, and the ends at which they are connected.</param>
internal sealed class WireDrops(int rows, int columns, ArrayResistances wires)
{
    private readonly double[] _drops = new double[rows * columns];
    private readonly double[] _sums = new double[columns];
    private readonly double[] _line = new double[columns];

    /// <summary>For each cell the voltage between its row's source and its memristor's word line, and between its bit line and ground, in volt.</summary>
    /// <param name="currents">The cells' currents, [M, N], in ampere.</param>
    /// <returns>[M, N]; valid until the next call.</returns>
    public ReadOnlySpan<double> Of(ReadOnlySpan<double> currents)
    {
        SumColumns(currents);
        for (var i = 0; i < rows; i++)
        {
            var drops = _drops.AsSpan(i * columns, columns);
            LineDrops.Of(currents.Slice(i * columns, columns), wires.Input, wires.WordLine, wires.DriveEnds, _line);
            TensorPrimitives.Add(drops, _line, drops);
        }

        return _drops;
    }

    // As LineDrops does, a row at a time: from the sense end up.
    private void SumColumns(ReadOnlySpan<double> currents)
    {
        _sums.AsSpan().Clear();
        for (var i = 0; i < rows; i++)
            TensorPrimitives.Add(_sums, currents.Slice(i * columns, columns), _sums);
        for (var i = rows - 1; i >= 0; i--)
        {
            var drops = _drops.AsSpan(i * columns, columns);
            if (i == rows - 1)
                TensorPrimitives.Multiply(_sums, wires.Output, drops);
            else
                TensorPrimitives.MultiplyAdd(_sums, wires.BitLine, _drops.AsSpan((i + 1) * columns, columns), drops);
            TensorPrimitives.Subtract(_sums, currents.Slice(i * columns, columns), _sums);
        }

        if (wires.SenseEnds == LineEnds.One)
            return;
        for (var j = 0; j < columns; j++)
        {
            var far = LineDrops.FarCurrent(_drops[j], rows, wires.Output, wires.BitLine);
            for (var i = 0; i < rows; i++)
                _drops[(i * columns) + j] -= far * (wires.Output + ((rows - 1 - i) * wires.BitLine));
        }
    }
}
