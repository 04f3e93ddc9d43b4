namespace Crossbar.Compiler.Chip;

/// <summary>
/// What the conductance of a nonlinear cell counts as where linear ones are meant: the factor k with which k·V is closest to its current over the data,
/// Σ V·I(V)/Σ V². For most laws that is the same multiple of every conductance; where it is not, it is tabulated over the devices' range. Of a pair, the
/// second array's cells see inverted voltages and have one of their own.
/// </summary>
public sealed class CellSecant
{
    // Straight lines between them; what they are off by is far less than the linearisation itself.
    private const int Steps = 64;

    // So many voltages tell a secant.
    private const int MaxVoltages = 4096;

    // One per array, or one for all.
    private readonly double[] _factors;

    // One per array: secants at evenly spaced conductances; null where factors say it all.
    private readonly double[][]? _tables;
    private readonly double _least;
    private readonly double _step;

    private CellSecant(double[] factors, double[][]? tables, double least, double step) => (_factors, _tables, _least, _step) = (factors, tables, least, step);

    /// <summary>That of linear cells: their conductance.</summary>
    public static CellSecant Linear { get; } = Times(1);

    /// <summary>The secant per siemens, where all are in proportion; else that in the middle of the range.</summary>
    public double Factor => _factors[0];

    /// <summary>The same multiple of every conductance.</summary>
    /// <param name="factor">The multiple.</param>
    public static CellSecant Times(double factor) => new([factor], null, 0, 0);

    /// <summary>The secants over some data; the conductance itself for linear cells.</summary>
    /// <param name="voltages">Voltages of word lines, in volt.</param>
    /// <param name="hardware">The devices.</param>
    /// <param name="arrays">Number of arrays: of two, the second has inverted inputs.</param>
    public static CellSecant Of(ReadOnlySpan<double> voltages, HardwareDesign hardware, int arrays = 1)
    {
        var device = Device.Of(hardware);
        if (device.IsLinear)
            return Linear;
        // A row is on or off, however long.
        if (hardware.IsTimed)
            voltages = new[] { hardware.InputVoltage };
        IDevice[] devices = arrays > 1 && !ReferenceEquals(device, device.Mirrored) ? [device, device.Mirrored] : [device];
        if (device.IsProportional)
        {
            var factors = new double[devices.Length];
            for (var a = 0; a < devices.Length; a++)
                factors[a] = Secant(voltages, devices[a], 1);
            return new CellSecant(factors, null, 0, 0);
        }

        var step = (hardware.MaxConductance - hardware.MinConductance) / Steps;
        var thinned = Thinned(voltages);
        var tables = Array.ConvertAll(devices, d =>
        {
            var table = new double[Steps + 1];
            for (var k = 0; k <= Steps; k++)
            {
                table[k] = Secant(thinned, d, hardware.MinConductance + (k * step));
                // A law by which more conductance carries less current has no inverse.
                if (k > 0 && !(table[k] > table[k - 1]))
                    table[k] = Math.BitIncrement(table[k - 1]);
            }

            return table;
        });
        var middle = hardware.MinConductance + (Steps / 2 * step);
        return new CellSecant(Array.ConvertAll(tables, table => table[Steps / 2] / middle), tables, hardware.MinConductance, step);
    }

    /// <summary>What a conductance counts as.</summary>
    /// <param name="conductance">The conductance, in siemens.</param>
    /// <param name="array">The cell's array.</param>
    /// <returns>In siemens.</returns>
    public double Of(double conductance, int array)
    {
        if (_tables is null)
            return FactorOf(array) * conductance;
        var (table, last) = (_tables[Math.Min(array, _tables.Length - 1)], _least + (Steps * _step));
        if (conductance < _least)
            return table[0] * (conductance / _least);
        if (conductance > last)
            return table[Steps] * (conductance / last);
        var place = (conductance - _least) / _step;
        var k = Math.Min((int)place, Steps - 1);
        return table[k] + ((table[k + 1] - table[k]) * (place - k));
    }

    /// <summary>What all cells of a tile count as.</summary>
    /// <param name="conductances">[arrays, cells], in siemens.</param>
    /// <param name="arrays">Number of arrays.</param>
    public double[] Of(double[] conductances, int arrays)
    {
        ArgumentNullException.ThrowIfNull(conductances);
        var (effective, cells) = (new double[conductances.Length], conductances.Length / arrays);
        for (var k = 0; k < effective.Length; k++)
            effective[k] = Of(conductances[k], k / cells);
        return effective;
    }

    /// <summary>The conductance that counts as so much.</summary>
    /// <param name="effective">What it is to count as, in siemens.</param>
    /// <param name="array">The cell's array.</param>
    public double Inverse(double effective, int array)
    {
        if (_tables is null)
            return effective / FactorOf(array);
        var (table, last) = (_tables[Math.Min(array, _tables.Length - 1)], _least + (Steps * _step));
        if (effective < table[0])
            return _least * (effective / table[0]);
        if (effective > table[Steps])
            return last * (effective / table[Steps]);
        var place = table.AsSpan().BinarySearch(effective);
        var k = Math.Clamp(place >= 0 ? place : ~place - 1, 0, Steps - 1);
        return _least + ((k + ((effective - table[k]) / (table[k + 1] - table[k]))) * _step);
    }

    /// <summary>What a little more conductance counts as, per siemens.</summary>
    /// <param name="conductance">The conductance, in siemens.</param>
    /// <param name="array">The cell's array.</param>
    public double Slope(double conductance, int array)
    {
        if (_tables is null)
            return FactorOf(array);
        var k = Math.Clamp((int)((conductance - _least) / _step), 0, Steps - 1);
        var table = _tables[Math.Min(array, _tables.Length - 1)];
        return (table[k + 1] - table[k]) / _step;
    }

    /// <summary>A window of conductances as what they count as.</summary>
    /// <param name="window">The window.</param>
    public TargetWindow Of(TargetWindow window)
    {
        if (_tables is null)
            return window.Times(Factor);
        var floor = Of(window.Floor, 0);
        return new TargetWindow(floor, Of(window.Floor + window.Range, 0) - floor);
    }

    /// <summary>What the devices' whole range counts as.</summary>
    /// <param name="hardware">The devices.</param>
    public double WholeRange(HardwareDesign hardware) => _tables is null
        ? Factor * (hardware.MaxConductance - hardware.MinConductance)
        : Of(TargetWindow.Whole(hardware)).Range;

    /// <summary>Linear cells in the place of nonlinear ones: all that they can be, those of every array can count as.</summary>
    /// <param name="hardware">The devices.</param>
    public HardwareDesign Linearised(HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var a = 0; a < _factors.Length; a++)
            (low, high) = (Math.Max(low, Of(hardware.MinConductance, a)), Math.Min(high, Of(hardware.MaxConductance, a)));
        return hardware.AsLinear() with { MinConductance = low, MaxConductance = high };
    }

    private double FactorOf(int array) => _factors[Math.Min(array, _factors.Length - 1)];

    private static double[] Thinned(ReadOnlySpan<double> voltages)
    {
        var stride = (voltages.Length + MaxVoltages - 1) / MaxVoltages;
        // No multiple of a word line's place among the rows.
        while (stride > 1 && stride % 2 == 0)
            stride++;
        var thinned = new double[stride == 0 ? 0 : (voltages.Length + stride - 1) / stride];
        for (var k = 0; k < thinned.Length; k++)
            thinned[k] = voltages[k * stride];
        return thinned;
    }

    private static double Secant(ReadOnlySpan<double> voltages, IDevice device, double conductance)
    {
        double product = 0, power = 0;
        foreach (var voltage in voltages)
        {
            product += voltage * device.Current(conductance, voltage);
            power += voltage * voltage;
        }

        return power > 0 ? product / power : device.Slope(conductance, 0);
    }
}
