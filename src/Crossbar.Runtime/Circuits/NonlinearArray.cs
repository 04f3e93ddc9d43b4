using System.Buffers;
using System.Collections.Concurrent;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Circuits;

/// <summary>
/// An array of nonlinear cells, prepared to be read with many inputs: eight at a time, one per vector lane. Thread-safe; reading
/// allocates nothing unless inputs have to be solved one by one. An input gives the same currents, bit for bit, alone and among others.
/// </summary>
/// <remarks>
/// <para>
/// The unknowns are the voltages v over the memristors: v + Z·I(v) = V, where (Z·I) are the voltages that cell currents I drop along
/// wires and access transistors, found by cumulative sums along rows and columns. Z and the slopes D = dI/dv are positive, so the
/// Jacobian 1 + Z·D has a real spectrum in [1, 1 + λ], λ = ‖Z·D‖∞ at the greatest slopes, and Chebyshev's semi-iteration needs no
/// inner products. (Voltages over cells never exceed the span of the sources and ground: the network is passive.)
/// </para>
/// <para>
/// Convergence is proven for each input: with the residual r = V - v - Z·I(v), the error of all currents obeys δI·(D⁻¹ + Z)δI = δI·r
/// with mean slopes D, hence that of column j is at most √(Σ_i D_ij)·√(Σ D·r²). Inputs that do not come within the tolerance in the
/// predicted number of iterations, and arrays whose λ predicts too many, are solved by <see cref="NodalAnalysis"/>.
/// </para>
/// </remarks>
public sealed class NonlinearArray
{
    /// <summary>The tolerance where none is given, in ampere: a thousandth of an 8-bit converter's step over 0.25 mA.</summary>
    public const double DefaultTolerance = 1e-9;

    // Steps of the voltages, a doubling, at which the greatest slopes are known: finding them costs as much as a sweep.
    private const int LimitsPerOctave = 8;

    private readonly double[] _conductances;
    private readonly double[] _coefficients;
    private readonly ArrayResistances _resistances;
    private readonly IDevice _device;
    private readonly double _tolerance;
    private readonly SlopeBounds _linear;

    // The greatest slope over conductance up to each of the voltages that reads have needed.
    private readonly ConcurrentDictionary<int, double> _ratios = new();

    /// <summary>Prepares an array.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Memristors, row-major [M, N], in siemens; copied.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <param name="device">What the memristors are.</param>
    /// <param name="tolerance">Greatest error of a column current, in ampere.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not physical.</exception>
    public NonlinearArray(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, IDevice device, double tolerance = DefaultTolerance)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        (Rows, Columns, _resistances, _device, _tolerance) = (rows, columns, resistances.Merged, device, tolerance);
        _conductances = conductances.ToArray();
        _coefficients = device.CoefficientsOf(_conductances);
        _linear = SlopeBounds.OfLinear(rows, columns, _conductances, _resistances);
    }

    /// <summary>Number of word lines M.</summary>
    public int Rows { get; }

    /// <summary>Number of bit lines N.</summary>
    public int Columns { get; }

    /// <summary>Reads the array with many inputs.</summary>
    /// <param name="voltages">Source voltages, row-major [count, M], in volt.</param>
    /// <param name="currents">Receives the column currents, row-major [count, N], in ampere.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a voltage is not finite.</exception>
    /// <exception cref="ConvergenceException">The tolerance was not reached.</exception>
    public void Read(ReadOnlySpan<double> voltages, Span<double> currents)
    {
        var count = voltages.Length / Rows;
        if (currents.Length != (long)count * Columns)
            throw new ArgumentException($"{voltages.Length} voltages and {currents.Length} currents are no inputs and outputs of a {Rows}×{Columns} array.");
        Read(voltages, currents, [], []);
    }

    /// <summary>What the array draws while it is read with many inputs.</summary>
    /// <param name="voltages">Source voltages, row-major [count, M], in volt.</param>
    /// <param name="power">Receives the power out of the sources, Σ V_i·I_i, [count], in watt.</param>
    /// <param name="cellPower">Receives the part of it in the cells, access transistors included, [count], in watt.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a voltage is not finite.</exception>
    /// <exception cref="ConvergenceException">The tolerance was not reached.</exception>
    public void ReadPower(ReadOnlySpan<double> voltages, Span<double> power, Span<double> cellPower)
    {
        var count = voltages.Length / Rows;
        if (power.Length != count || cellPower.Length != count)
            throw new ArgumentException($"{count} inputs need as many powers, not {power.Length} and {cellPower.Length}.");
        Read(voltages, new double[checked(count * Columns)], power, cellPower);
    }

    private void Read(ReadOnlySpan<double> voltages, Span<double> currents, Span<double> power, Span<double> cellPower)
    {
        var count = voltages.Length / Rows;
        if (voltages.Length != (long)count * Rows)
            throw new ArgumentException($"{voltages.Length} voltages are no inputs of {Rows} word lines.", nameof(voltages));
        foreach (var voltage in voltages)
        {
            if (!double.IsFinite(voltage))
                throw new ArgumentException($"A voltage is {voltage} V; it must be finite.", nameof(voltages));
        }
        if (count == 0)
            return;

        var buffer = ArrayPool<double>.Shared.Rent(LaneSweep.WorkLength(Rows, Columns));
        var sweep = new LaneSweep(Rows, Columns, _conductances, _coefficients, _resistances, _device, buffer);
        Span<SlopeBounds> bounds = stackalloc SlopeBounds[LaneSweep.Lanes];
        for (var begin = 0; begin < count; begin += LaneSweep.Lanes)
        {
            var used = Math.Min(LaneSweep.Lanes, count - begin);
            var inputs = voltages.Slice(begin * Rows, used * Rows);
            var outputs = currents.Slice(begin * Columns, used * Columns);
            for (var lane = 0; lane < used; lane++)
                bounds[lane] = _linear.Times(GreatestRatio(inputs.Slice(lane * Rows, Rows)));
            var failed = sweep.Solve(inputs, outputs, bounds[..used], _tolerance);
            if (!power.IsEmpty)
                sweep.Dissipate(power.Slice(begin, used), cellPower.Slice(begin, used));
            for (var lane = 0; lane < used; lane++)
            {
                if ((failed >> lane & 1) == 0)
                    continue;
                var alone = NodalAnalysis.Solve(Rows, Columns, _conductances, _resistances, inputs.Slice(lane * Rows, Rows), _device, _tolerance);
                alone.ColumnCurrents.CopyTo(outputs.Slice(lane * Columns, Columns));
                if (!power.IsEmpty)
                    (power[begin + lane], cellPower[begin + lane]) = (alone.Power, CellPower(alone));
            }
        }
        ArrayPool<double>.Shared.Return(buffer);
    }

    // No cell sees more than the span of the sources and ground. A function of this input alone, whatever was read before.
    private double GreatestRatio(ReadOnlySpan<double> input)
    {
        double least = 0, greatest = 0;
        foreach (var voltage in input)
        {
            least = Math.Min(least, voltage);
            greatest = Math.Max(greatest, voltage);
        }
        var limit = greatest - least;
        return _ratios.GetOrAdd(limit > 0 ? (int)Math.Ceiling(LimitsPerOctave * Math.Log2(limit)) : int.MinValue, static (step, array) =>
        {
            // A trace more, for the rounding of the power.
            var limit = step == int.MinValue ? 0 : Math.Pow(2, step / (double)LimitsPerOctave) * (1 + 1e-12);
            var ratio = 0.0;
            foreach (var g in array._conductances)
            {
                if (g > 0)
                    ratio = Math.Max(ratio, array._device.GreatestSlope(g, limit) / g);
            }
            return ratio;
        }, this);
    }

    private double CellPower(ArraySolution solution)
    {
        double power = 0;
        for (var k = 0; k < solution.CellCurrents.Length; k++)
            power += solution.CellCurrents[k] * (solution.CellVoltages[k] + (_resistances.Access * solution.CellCurrents[k]));
        return power;
    }
}
