namespace Crossbar.Compiler.Conversion;

/// <summary>
/// The conversion of the paper's section 3.2 in closed form: every cell passes its ideal current I = k·target∘V_c while the signal
/// V_c is applied (k: <see cref="Secant"/>). All currents being known, so are node voltages (<see cref="WireDrops"/>), and the cell's law gives its conductance.
/// </summary>
internal sealed class CurrentMatching
{
    // What ideal wires may be off by.
    private const double Rounding = 1e-12;

    // Of laws by which the current is not proportional to the conductance.
    private const int Trials = 64;

    private readonly CellGrid _cells;
    private readonly HardwareDesign _hardware;
    private readonly double[] _signal;
    private readonly IDevice _device;
    private readonly IDevice _second;
    private readonly bool _isOhmic;
    private readonly double[] _currents;
    private readonly WireDrops _drops;

    /// <summary>Prepares the conversion of some cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="signal">V_c of each word line, in volt, at least 0.</param>
    public CurrentMatching(CellGrid cells, HardwareDesign hardware, double[] signal)
    {
        _cells = cells;
        _hardware = hardware;
        _signal = signal;
        _device = Device.Of(hardware);
        _second = cells.Arrays == 1 ? _device : _device.Mirrored;
        _isOhmic = _device.IsLinear && _second.IsLinear;
        Secant = signal.Where(v => v > 0).Distinct().Select(v => Math.Max(GreatestSecant(_device, v), GreatestSecant(_second, v))).DefaultIfEmpty(1).Max();
        _currents = new double[cells.Rows * cells.BitLines];
        _drops = new WireDrops(cells.Rows, cells.BitLines, hardware.Resistances);
    }

    /// <summary>
    /// What stands for a siemens of target: the greatest current per siemens, over voltage, of a cell without wires under the signal, so that no cell
    /// needs less conductance than its target. 1 for linear cells.
    /// </summary>
    public double Secant { get; }

    /// <summary>Prepares the original algorithm's signal: all inputs at full scale.</summary>
    public static CurrentMatching AtMaxInput(CellGrid cells, HardwareDesign hardware)
    {
        var signal = new double[cells.Rows];
        Array.Fill(signal, hardware.InputVoltage);
        return new CurrentMatching(cells, hardware, signal);
    }

    /// <summary>The conductances of a target range.</summary>
    /// <param name="range">What value 1 adds to the least conductance, in siemens.</param>
    /// <param name="conductances">Receives G' of all cells, in siemens; where none carries the current, G_max.</param>
    /// <returns>The cells that were clipped.</returns>
    public ImpossibleCells Match(double range, Span<double> conductances)
    {
        var clipped = default(ImpossibleCells);
        for (var a = 0; a < _cells.Arrays; a++)
            MatchArray(a, range, conductances, ref clipped);
        return clipped;
    }

    /// <summary>The largest range, to a thousandth of the devices', for which no cell is clipped; 0 where there is none.</summary>
    public double FeasibleRange(Span<double> conductances)
    {
        var whole = _hardware.MaxConductance - _hardware.MinConductance;
        if (IsFeasible(whole, conductances))
            return whole;
        double feasible = 0, infeasible = whole;
        for (var step = 0; step < 10; step++)
        {
            var range = (feasible + infeasible) / 2;
            if (IsFeasible(range, conductances))
                feasible = range;
            else
                infeasible = range;
        }

        return feasible;
    }

    /// <summary>The largest range whose conductances would be within the devices' if the wires let through as much as at another range.</summary>
    /// <param name="range">The other range, in siemens.</param>
    /// <param name="conductances">Room for all cells.</param>
    public double Headroom(double range, Span<double> conductances)
    {
        Match(range, conductances);
        var headroom = double.PositiveInfinity;
        for (var k = 0; k < conductances.Length; k++)
        {
            if (conductances[k] <= 0 || _cells.Values[k] <= 0)
                continue;
            var reachable = (_hardware.MaxConductance * Target(k, range) / conductances[k]) - _hardware.MinConductance;
            headroom = Math.Min(headroom, reachable / _cells.Values[k]);
        }

        return headroom;
    }

    // The current that a siemens of target is to pass in a row.
    private double Drive(int row) => Secant * _signal[row];

    private double Target(int cell, double range) => IsAbsent(cell) ? 0 : _hardware.MinConductance + (range * _cells.Values[cell]);

    private bool IsAbsent(int cell) => _cells.Absent is not null && _cells.Absent[cell];

    // From the far end of the bit lines, where voltages are least, to the first cell that would be clipped.
    private bool IsFeasible(double range, Span<double> conductances)
    {
        var n = _cells.BitLines;
        for (var a = 0; a < _cells.Arrays; a++)
        {
            var clipped = default(ImpossibleCells);
            var first = a * _currents.Length;
            var drops = Drops(first, range);
            for (var i = 0; i < _cells.Rows; i++)
            {
                MatchRow(i, first + (i * n), range, drops.Slice(i * n, n), conductances, ref clipped);
                if (clipped.Count > 0)
                    return false;
            }
        }

        return true;
    }

    private void MatchArray(int array, double range, Span<double> conductances, ref ImpossibleCells clipped)
    {
        var n = _cells.BitLines;
        var first = array * _currents.Length;
        var drops = Drops(first, range);
        // From the sense end up: the first clipped cell is the last one met.
        for (var i = _cells.Rows - 1; i >= 0; i--)
            MatchRow(i, first + (i * n), range, drops.Slice(i * n, n), conductances, ref clipped);
    }

    // What the wanted currents of the array whose cells begin with `first` drop along the wires.
    private ReadOnlySpan<double> Drops(int first, double range)
    {
        var n = _cells.BitLines;
        for (var i = 0; i < _cells.Rows; i++)
        {
            var drive = Drive(i);
            for (var j = i * n; j < (i + 1) * n; j++)
                _currents[j] = drive * Target(first + j, range);
        }

        return _drops.Of(_currents);
    }

    private void MatchRow(int i, int first, double range, ReadOnlySpan<double> drops, Span<double> conductances, ref ImpossibleCells clipped)
    {
        var (n, signal) = (_cells.BitLines, _signal[i]);
        var (count, column, share) = (0, -1, 0.0);
        for (var j = 0; j < n; j++)
        {
            if (IsAbsent(first + j))
            {
                conductances[first + j] = 0;
                continue;
            }

            if (signal == 0)
            {
                // A row that the signal does not drive says nothing about its cells.
                conductances[first + j] = Target(first + j, range);
                continue;
            }

            var current = _currents[(i * n) + j];
            var voltage = signal - drops[j] - (_hardware.Resistances.Access * current);
            var conductance = !(voltage > 0) ? double.PositiveInfinity
                : _isOhmic ? current / voltage
                : ConductanceOf(first < _currents.Length ? _device : _second, current, voltage);
            if (conductance > _hardware.MaxConductance * (1 + Rounding))
            {
                conductance = _hardware.MaxConductance;
                if (column < 0)
                    (column, share) = (j, voltage / signal);
                count++;
            }

            conductances[first + j] = conductance;
        }

        if (count > 0)
            clipped = new ImpossibleCells(clipped.Count + count, i, column, share);
    }

    private double GreatestSecant(IDevice device, double voltage)
    {
        if (device.IsProportional)
            return device.Current(1, voltage) / voltage;
        var greatest = 0.0;
        for (var k = 0; k <= Trials; k++)
        {
            var conductance = _hardware.MinConductance + ((_hardware.MaxConductance - _hardware.MinConductance) * k / Trials);
            if (conductance > 0)
                greatest = Math.Max(greatest, device.Current(conductance, voltage) / (conductance * voltage));
        }

        return greatest;
    }

    // Laws that are no proportion are nearly one: few repetitions.
    private static double ConductanceOf(IDevice device, double current, double voltage)
    {
        if (device.IsProportional)
            return current / device.Current(1, voltage);
        var conductance = Math.Max(current / voltage, double.Epsilon);
        for (var k = 0; k < Trials; k++)
        {
            var next = conductance * (current / device.Current(conductance, voltage));
            if (Math.Abs(next - conductance) <= Rounding * conductance)
                return next;
            conductance = next;
        }

        return conductance;
    }
}
