using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Circuits;

/// <summary>Chebyshev's iteration on eight inputs of one array at a time (see <see cref="NonlinearArray"/>).</summary>
internal readonly ref struct LaneSweep
{
    private const int Lanes = 8;

    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _conductances;
    private readonly ArrayResistances _resistances;
    private readonly IDevice _device;
    private readonly SlopeBounds _slopes;

    // One vector a cell: voltages over memristors, the last step, residuals along the row, currents in the bit line below the cell.
    private readonly Span<Vector512<double>> _voltages;
    private readonly Span<Vector512<double>> _steps;
    private readonly Span<Vector512<double>> _residuals;
    private readonly Span<Vector512<double>> _bitLines;

    // One vector a row: the sources. One a column: cell currents of a row, bit-line drops.
    private readonly Span<Vector512<double>> _inputs;
    private readonly Span<Vector512<double>> _currents;
    private readonly Span<Vector512<double>> _drops;

    public LaneSweep(
        int rows, int columns, double[] conductances, ArrayResistances resistances, IDevice device, SlopeBounds slopes, double[] work)
    {
        (_rows, _columns, _conductances, _resistances, _device, _slopes) = (rows, columns, conductances, resistances, device, slopes);
        var free = MemoryMarshal.Cast<double, Vector512<double>>(work.AsSpan(FirstAligned(work)));
        var cells = rows * columns;
        _voltages = free[..cells];
        _steps = free.Slice(cells, cells);
        _residuals = free.Slice(2 * cells, cells);
        _bitLines = free.Slice(3 * cells, cells);
        _inputs = free.Slice(4 * cells, rows);
        _currents = free.Slice(4 * cells + rows, columns);
        _drops = free.Slice(4 * cells + rows + columns, columns);
    }

    /// <summary>Doubles of work space.</summary>
    public static int WorkLength(int rows, int columns) => checked(Lanes * (4 * rows * columns + rows + 2 * columns + 1));

    /// <summary>Solves for up to eight inputs.</summary>
    /// <param name="inputs">[count, M].</param>
    /// <param name="outputs">Receives [count, N].</param>
    /// <param name="tolerance">Greatest error of a column current, in ampere.</param>
    /// <returns>Whether all came within the tolerance; else the outputs are left as they were.</returns>
    public bool Solve(ReadOnlySpan<double> inputs, Span<double> outputs, double tolerance)
    {
        var count = inputs.Length / _rows;
        LoadInputs(inputs, count);

        // The Jacobian's spectrum lies in middle ± half = [1, 1 + λ].
        var (middle, half) = (1 + _slopes.Lambda / 2, Math.Max(_slopes.Lambda / 2, 1e-9));
        var ratio = half / middle;
        var root = Math.Sqrt(1 + _slopes.Lambda);
        var mostSweeps = 10 + (int)(25 * root);
        var threshold = Vector512.Create(Math.Pow(tolerance / _slopes.Column, 2) / _slopes.Ratio);
        for (var sweep = 0; sweep < mostSweeps; sweep++)
        {
            var (keep, add) = (0.0, 1 / middle);
            if (sweep > 0)
            {
                var next = 1 / (2 / (half / middle) - ratio);
                (keep, add, ratio) = (next * ratio, 2 * next / half, next);
            }
            SumRows(sweep == 0);
            var error = Correct(keep, add);
            if (Vector512.LessThanOrEqualAll(error, threshold))
            {
                StoreOutputs(outputs, count);
                return true;
            }
        }
        return false;
    }

    private void LoadInputs(ReadOnlySpan<double> inputs, int count)
    {
        // Lanes without an input repeat the last one.
        for (var i = 0; i < _rows; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                _inputs[i] = _inputs[i].WithElement(lane, inputs[Math.Min(lane, count - 1) * _rows + i]);
        }
    }

    private void StoreOutputs(Span<double> outputs, int count)
    {
        var last = _bitLines[((_rows - 1) * _columns)..];
        for (var j = 0; j < _columns; j++)
        {
            for (var lane = 0; lane < count; lane++)
                outputs[lane * _columns + j] = last[j][lane];
        }
    }

    // Downwards: cell currents, what they drop along their row, and their sums along the columns.
    private void SumRows(bool first)
    {
        var access = Vector512.Create(_resistances.Access);
        var word = Vector512.Create(_resistances.WordLine);
        ref var currents = ref MemoryMarshal.GetReference(_currents);
        for (var i = 0; i < _rows; i++)
        {
            var row = i * _columns;
            ref var voltages = ref Unsafe.Add(ref MemoryMarshal.GetReference(_voltages), row);
            ref var residuals = ref Unsafe.Add(ref MemoryMarshal.GetReference(_residuals), row);
            ref var bitLines = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bitLines), row);
            ref var above = ref Unsafe.Add(ref bitLines, i == 0 ? 0 : -_columns);
            var input = _inputs[i];
            if (first)
                _voltages.Slice(row, _columns).Fill(input);
            _device.Currents(
                _conductances.AsSpan(row, _columns), MemoryMarshal.Cast<Vector512<double>, double>(_voltages.Slice(row, _columns)),
                MemoryMarshal.Cast<Vector512<double>, double>(_currents));
            var sum = Vector512<double>.Zero;
            for (var j = _columns - 1; j >= 0; j--)
            {
                sum += Unsafe.Add(ref currents, j);
                Unsafe.Add(ref residuals, j) = sum;
            }
            var drop = (_resistances.Input - _resistances.WordLine) * sum;
            for (var j = 0; j < _columns; j++)
            {
                var current = Unsafe.Add(ref currents, j);
                drop = MeshKernels.MultiplyAdd(word, Unsafe.Add(ref residuals, j), drop);
                Unsafe.Add(ref residuals, j) = input - Unsafe.Add(ref voltages, j) - drop - access * current;
                Unsafe.Add(ref bitLines, j) = i == 0 ? current : Unsafe.Add(ref above, j) + current;
            }
        }
    }

    // Upwards: what the columns drop; then the step. Returns Σ G·r² of every lane before it.
    private Vector512<double> Correct(double keep, double add)
    {
        var error = Vector512<double>.Zero;
        ref var drops = ref MemoryMarshal.GetReference(_drops);
        _drops.Clear();
        for (var i = _rows - 1; i >= 0; i--)
        {
            var row = i * _columns;
            ref var voltages = ref Unsafe.Add(ref MemoryMarshal.GetReference(_voltages), row);
            ref var steps = ref Unsafe.Add(ref MemoryMarshal.GetReference(_steps), row);
            ref var residuals = ref Unsafe.Add(ref MemoryMarshal.GetReference(_residuals), row);
            ref var bitLines = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bitLines), row);
            ref var conductances = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_conductances), row);
            var resistance = Vector512.Create(i == _rows - 1 ? _resistances.Output : _resistances.BitLine);
            var (kept, added) = (Vector512.Create(keep), Vector512.Create(add));
            for (var j = 0; j < _columns; j++)
            {
                var drop = MeshKernels.MultiplyAdd(resistance, Unsafe.Add(ref bitLines, j), Unsafe.Add(ref drops, j));
                Unsafe.Add(ref drops, j) = drop;
                var residual = Unsafe.Add(ref residuals, j) - drop;
                error = MeshKernels.MultiplyAdd(Vector512.Create(Unsafe.Add(ref conductances, j)) * residual, residual, error);
                // The first step has none before it: what the memory holds may be anything.
                var step = keep == 0 ? added * residual : MeshKernels.MultiplyAdd(kept, Unsafe.Add(ref steps, j), added * residual);
                Unsafe.Add(ref steps, j) = step;
                Unsafe.Add(ref voltages, j) += step;
            }
        }
        return error;
    }

    private static unsafe int FirstAligned(double[] work)
    {
        // The garbage collector may move the array: alignment is only for speed.
        fixed (double* start = work)
            return (int)((64 - (nuint)start % 64) % 64 / sizeof(double));
    }
}
