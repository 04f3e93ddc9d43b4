using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Circuits;

/// <summary>Chebyshev's iteration on eight inputs of one array at a time (see <see cref="NonlinearArray"/>).</summary>
// What loops over cells is compiled in full at once: an array has to be read many times before the runtime would find out.
internal readonly ref struct LaneSweep
{
    /// <summary>How many inputs are solved at a time.</summary>
    public const int Lanes = 8;

    // Beyond this λ some 300 sweeps would be needed, and eliminating the array for each input is faster.
    private const double GreatestLambda = 300;

    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _conductances;
    private readonly ArrayResistances _resistances;
    private readonly IDevice _device;

    // What the device wants to know of each cell.
    private readonly double[] _coefficients;

    // One vector per cell: the voltage over the memristor, the last step, and what is known of the residual before the column's total is.
    private readonly Span<Vector512<double>> _voltages;
    private readonly Span<Vector512<double>> _steps;
    private readonly Span<Vector512<double>> _residuals;

    // One vector per row: the sources.
    private readonly Span<Vector512<double>> _inputs;

    // One vector per column: currents of a row's cells, and what the word line carries to them;
    private readonly Span<Vector512<double>> _currents;
    private readonly Span<Vector512<double>> _wordLines;

    // of the currents that are being judged the total, and the part of it that the sense end carries;
    private readonly Span<Vector512<double>> _totals;
    private readonly Span<Vector512<double>> _sensed;

    // of the next ones the sum of the rows below, and the drop that the bit line is spared by them.
    private readonly Span<Vector512<double>> _below;
    private readonly Span<Vector512<double>> _spared;

    public LaneSweep(int rows, int columns, double[] conductances, double[] coefficients, ArrayResistances resistances, IDevice device, double[] work)
    {
        (_rows, _columns, _conductances, _coefficients, _resistances, _device) = (rows, columns, conductances, coefficients, resistances, device);
        var free = MemoryMarshal.Cast<double, Vector512<double>>(work.AsSpan(FirstAligned(work)));
        var cells = rows * columns;
        _voltages = free[..cells];
        _steps = free.Slice(cells, cells);
        _residuals = free.Slice(2 * cells, cells);
        _inputs = free.Slice(3 * cells, rows);
        var lines = free.Slice(3 * cells + rows, 6 * columns);
        _currents = lines[..columns];
        _wordLines = lines.Slice(columns, columns);
        _totals = lines.Slice(2 * columns, columns);
        _sensed = lines.Slice(3 * columns, columns);
        _below = lines.Slice(4 * columns, columns);
        _spared = lines.Slice(5 * columns, columns);
    }

    /// <summary>Doubles of work space.</summary>
    public static int WorkLength(int rows, int columns) => checked(Lanes * (3 * rows * columns + rows + 6 * columns + 1));

    /// <summary>
    /// Solves for up to eight inputs. Each lane has bounds of its own and is stored when it has converged, so that what an input gives
    /// does not depend on those beside it.
    /// </summary>
    /// <param name="inputs">[count, M].</param>
    /// <param name="outputs">Receives [count, N], where an input came within the tolerance.</param>
    /// <param name="bounds">One for every input.</param>
    /// <param name="tolerance">Greatest error of a column current, in ampere.</param>
    /// <returns>Bit k is set where input k did not come within the tolerance.</returns>
    public ulong Solve(ReadOnlySpan<double> inputs, Span<double> outputs, ReadOnlySpan<SlopeBounds> bounds, double tolerance)
    {
        var count = inputs.Length / _rows;
        LoadInputs(inputs, count);

        // The Jacobian's spectrum lies in middle ± half = [1, 1 + λ].
        Span<double> middles = stackalloc double[Lanes];
        Span<double> halves = stackalloc double[Lanes];
        Span<double> thresholds = stackalloc double[Lanes];
        Span<int> maxSweeps = stackalloc int[Lanes];
        maxSweeps.Clear();
        for (var lane = 0; lane < Lanes; lane++)
        {
            var slopes = bounds[Math.Min(lane, count - 1)];
            (middles[lane], halves[lane]) = (1 + slopes.Lambda / 2, Math.Max(slopes.Lambda / 2, 1e-9));
            thresholds[lane] = Math.Pow(tolerance / slopes.Column, 2) / slopes.Ratio;
            if (lane < count && slopes.Lambda <= GreatestLambda)
                maxSweeps[lane] = 10 + (int)(25 * Math.Sqrt(1 + slopes.Lambda));
        }
        var (middle, half) = (Vector512.Create<double>(middles), Vector512.Create<double>(halves));
        var threshold = Vector512.Create<double>(thresholds);
        var ratio = half / middle;
        var (keep, add) = (Vector512<double>.Zero, Vector512<double>.One / middle);
        var failed = (1UL << count) - 1;
        for (var i = 0; i < _rows; i++)
            _voltages.Slice(i * _columns, _columns).Fill(_inputs[i]);
        // The last sweep draws no currents; it is guessed which one that is. Before the first one none are drawn.
        var (isLast, error, expected) = (true, Vector512<double>.Zero, Vector512.Create(double.PositiveInfinity));
        for (var sweep = 0; ; sweep++)
        {
            var pending = failed;
            for (var lane = 0; lane < count; lane++)
                pending &= sweep < maxSweeps[lane] ? ulong.MaxValue : ~(1UL << lane);
            if (pending == 0)
                return failed;
            if (sweep > 0)
            {
                var next = Vector512<double>.One / (Vector512.Create(2.0) / (half / middle) - ratio);
                (keep, add, ratio) = (next * ratio, 2 * next / half, next);
            }
            if (isLast)
                Draw();
            Total();
            isLast = (Vector512.LessThanOrEqual(expected, threshold).ExtractMostSignificantBits() & pending) == pending;
            var before = error;
            error = Sweep(sweep == 0, keep, add, draws: !isLast);
            // Errors fall about as much from one sweep to the next.
            expected = error * (sweep == 0 ? ratio * ratio : error / before);
            var converged = Vector512.LessThanOrEqual(error, threshold).ExtractMostSignificantBits() & pending;
            for (var lane = 0; lane < count; lane++)
            {
                if ((converged >> lane & 1) != 0)
                    StoreOutputs(outputs, lane);
            }
            failed &= ~converged;
        }
    }

    /// <summary>What the array draws at the voltages that <see cref="Solve"/> has come to; meaningless for inputs that did not converge.</summary>
    /// <param name="power">Receives Σ V_i·I_i of each input, in watt.</param>
    /// <param name="cellPower">Receives the part of it in the cells, access transistors included, in watt.</param>
    public void Dissipate(Span<double> power, Span<double> cellPower)
    {
        var access = Vector512.Create(_resistances.Access);
        var (sources, cells) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < _rows; i++)
        {
            var voltages = _voltages.Slice(i * _columns, _columns);
            Currents(i);
            var sum = Vector512<double>.Zero;
            for (var j = 0; j < _columns; j++)
            {
                sum += _currents[j];
                cells += _currents[j] * (voltages[j] + access * _currents[j]);
            }
            sources += _inputs[i] * sum;
        }
        for (var lane = 0; lane < power.Length; lane++)
            (power[lane], cellPower[lane]) = (sources[lane], cells[lane]);
    }

    // Of a row's cells.
    private void Currents(int row)
    {
        var length = _columns * _device.CoefficientCount;
        _device.Currents(
            _coefficients.AsSpan(row * length, length),
            MemoryMarshal.Cast<Vector512<double>, double>(_voltages.Slice(row * _columns, _columns)),
            MemoryMarshal.Cast<Vector512<double>, double>(_currents));
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

    // The currents whose residuals have been judged, not those after the step that followed.
    private void StoreOutputs(Span<double> outputs, int lane)
    {
        for (var j = 0; j < _columns; j++)
            outputs[lane * _columns + j] = _totals[j][lane];
    }

    /// <summary>
    /// One way through the array, from the sense end up, so that each cell is touched once: its residual, the step, and the currents that follow.
    /// The bit line below row i carries the column's total T less the currents S of the rows below it, so that it drops
    /// T·ρ_i − r·Σ S, ρ_i being its resistance up to there: what needs T, which is known at the end, is left for the next time.
    /// </summary>
    /// <returns>Σ G·r² of every lane before the step.</returns>
    private Vector512<double> Sweep(bool isFirst, Vector512<double> keep, Vector512<double> add, bool draws)
    {
        var error = Vector512<double>.Zero;
        _below.Clear();
        _spared.Clear();
        for (var i = _rows - 1; i >= 0; i--)
        {
            error = Step(i, isFirst, keep, add, error);
            if (draws)
                Draw(i);
        }
        return error;
    }

    // The same without a step.
    private void Draw()
    {
        _below.Clear();
        _spared.Clear();
        for (var i = _rows - 1; i >= 0; i--)
            Draw(i);
    }

    // Of row i: the residuals, now that the totals are known, and the step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Step(int i, bool isFirst, Vector512<double> keep, Vector512<double> add, Vector512<double> error)
    {
        var row = i * _columns;
        ref var voltages = ref Unsafe.Add(ref MemoryMarshal.GetReference(_voltages), row);
        ref var steps = ref Unsafe.Add(ref MemoryMarshal.GetReference(_steps), row);
        ref var residuals = ref Unsafe.Add(ref MemoryMarshal.GetReference(_residuals), row);
        ref var conductances = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_conductances), row);
        ref var sensed = ref MemoryMarshal.GetReference(_sensed);
        var resistance = Vector512.Create(-ResistanceTo(i));
        for (var j = 0; j < _columns; j++)
        {
            var residual = MeshKernels.MultiplyAdd(resistance, Unsafe.Add(ref sensed, j), Unsafe.Add(ref residuals, j));
            error = MeshKernels.MultiplyAdd(Vector512.Create(Unsafe.Add(ref conductances, j)) * residual, residual, error);
            // The first step has none before it: what the memory holds may be anything.
            var step = isFirst ? add * residual : MeshKernels.MultiplyAdd(keep, Unsafe.Add(ref steps, j), add * residual);
            Unsafe.Add(ref steps, j) = step;
            Unsafe.Add(ref voltages, j) += step;
        }
        return error;
    }

    // Of row i: the currents of its cells, what they drop along it, and what they add to the columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(int i)
    {
        var row = i * _columns;
        Currents(i);
        ref var voltages = ref Unsafe.Add(ref MemoryMarshal.GetReference(_voltages), row);
        ref var residuals = ref Unsafe.Add(ref MemoryMarshal.GetReference(_residuals), row);
        ref var currents = ref MemoryMarshal.GetReference(_currents);
        ref var wordLines = ref MemoryMarshal.GetReference(_wordLines);
        ref var below = ref MemoryMarshal.GetReference(_below);
        ref var spared = ref MemoryMarshal.GetReference(_spared);
        var sum = Vector512<double>.Zero;
        for (var j = _columns - 1; j >= 0; j--)
        {
            sum += Unsafe.Add(ref currents, j);
            Unsafe.Add(ref wordLines, j) = sum;
        }
        var (access, word, bit) = (Vector512.Create(_resistances.Access), Vector512.Create(_resistances.WordLine), Vector512.Create(_resistances.BitLine));
        var input = _inputs[i];
        var drop = (_resistances.Input - _resistances.WordLine) * sum;
        for (var j = 0; j < _columns; j++)
        {
            var current = Unsafe.Add(ref currents, j);
            drop = MeshKernels.MultiplyAdd(word, Unsafe.Add(ref wordLines, j), drop);
            var saved = MeshKernels.MultiplyAdd(bit, Unsafe.Add(ref below, j), Unsafe.Add(ref spared, j));
            Unsafe.Add(ref spared, j) = saved;
            Unsafe.Add(ref below, j) += current;
            Unsafe.Add(ref residuals, j) = input - Unsafe.Add(ref voltages, j) - drop - access * current + saved;
        }
        if (_resistances.DriveEnds == LineEnds.Both)
            RelieveRow(_residuals.Slice(row, _columns), drop);
    }

    // What the far end of a row carries raises its nodes (LineDrops).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RelieveRow(Span<Vector512<double>> residuals, Vector512<double> farDrop)
    {
        var far = farDrop * Inverse((2 * _resistances.Input) + ((_columns - 1) * _resistances.WordLine));
        for (var j = 0; j < residuals.Length; j++)
            residuals[j] += far * (_resistances.Input + (j * _resistances.WordLine));
    }

    // After a way through the array: the totals, of which the far end of a column carries a part where it is connected (LineDrops).
    private void Total()
    {
        var inverse = Inverse((2 * _resistances.Output) + ((_rows - 1) * _resistances.BitLine));
        for (var j = 0; j < _columns; j++)
        {
            var total = _below[j];
            _totals[j] = total;
            _sensed[j] = _resistances.SenseEnds == LineEnds.Both ? total - (inverse * ((ResistanceTo(0) * total) - _spared[j])) : total;
        }
    }

    private double ResistanceTo(int row) => _resistances.Output + ((_rows - 1 - row) * _resistances.BitLine);

    private static double Inverse(double loop) => loop > 0 ? 1 / loop : 0;

    private static unsafe int FirstAligned(double[] work)
    {
        // The garbage collector may move the array: alignment is only for speed.
        fixed (double* start = work)
            return (int)((64 - (nuint)start % 64) % 64 / sizeof(double));
    }
}
