using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>
/// A memristor of a <see cref="PowerCurrent"/>. A conductance outside the range that the law holds for (after drift, or an error of programming) has the
/// current of the range's end, in proportion: the law itself may not even rise with the voltage there.
/// </summary>
public sealed class PowerDevice : IDevice
{
    private readonly PowerCurrent _law;
    private readonly double _minConductance;
    private readonly double _maxConductance;
    private readonly bool _isMirrored;
    private readonly Lazy<PowerDevice> _mirrored;

    /// <summary>Defines the characteristic.</summary>
    /// <param name="law">The law.</param>
    /// <param name="minConductance">The least conductance that it holds for, in siemens.</param>
    /// <param name="maxConductance">The greatest, in siemens.</param>
    public PowerDevice(PowerCurrent law, double minConductance, double maxConductance)
        : this(law, minConductance, maxConductance, null)
    {
    }

    private PowerDevice(PowerCurrent law, double minConductance, double maxConductance, PowerDevice? other)
    {
        ArgumentNullException.ThrowIfNull(law);
        (_law, _minConductance, _maxConductance, _isMirrored) = (law, minConductance, maxConductance, other is not null);
        _mirrored = new(() => other ?? new PowerDevice(law, minConductance, maxConductance, this));
    }

    /// <inheritdoc/>
    public bool IsLinear => false;

    /// <inheritdoc/>
    public bool IsProportional => false;

    /// <inheritdoc/>
    public IDevice Mirrored => _mirrored.Value;

    /// <inheritdoc/>
    public int CoefficientCount => _law.Coefficients.Length;

    /// <inheritdoc/>
    public double Current(double conductance, double voltage)
    {
        Span<double> coefficients = stackalloc double[CoefficientCount];
        Coefficients(conductance, coefficients);
        var inside = Math.Clamp(voltage, -_law.MaxVoltage, _law.MaxVoltage);
        var current = Polynomial(coefficients, inside);
        return inside == voltage ? current : current + (Derivative(coefficients, inside) * (voltage - inside));
    }

    /// <inheritdoc/>
    public double Slope(double conductance, double voltage)
    {
        Span<double> coefficients = stackalloc double[CoefficientCount];
        Coefficients(conductance, coefficients);
        return Derivative(coefficients, Math.Clamp(voltage, -_law.MaxVoltage, _law.MaxVoltage));
    }

    /// <inheritdoc/>
    public double GreatestSlope(double conductance, double limit)
    {
        Span<double> coefficients = stackalloc double[CoefficientCount];
        Coefficients(conductance, coefficients);
        // No power adds more, whatever the sign of the voltage.
        foreach (ref var coefficient in coefficients)
            coefficient = Math.Abs(coefficient);
        return Derivative(coefficients, Math.Min(limit, _law.MaxVoltage));
    }

    /// <inheritdoc/>
    public double[] CoefficientsOf(double[] conductances)
    {
        ArgumentNullException.ThrowIfNull(conductances);
        var all = new double[checked(conductances.Length * CoefficientCount)];
        for (var k = 0; k < conductances.Length; k++)
            Coefficients(conductances[k], all.AsSpan(k * CoefficientCount, CoefficientCount));
        return all;
    }

    /// <summary>The coefficients of one memristor's polynomial.</summary>
    /// <param name="conductance">What it was programmed to, in siemens.</param>
    /// <param name="coefficients">Receives c_1, c_2, ... in ampere per volt^k.</param>
    public void Coefficients(double conductance, Span<double> coefficients)
    {
        if (!(conductance > 0))
        {
            coefficients.Clear();
            return;
        }

        var inside = Math.Clamp(conductance, _minConductance, _maxConductance);
        for (var k = 0; k < coefficients.Length; k++)
        {
            var coefficient = _law.Coefficients[k].At(inside);
            coefficient = inside == conductance ? coefficient : coefficient * (conductance / inside);
            coefficients[k] = _isMirrored && k % 2 == 1 ? -coefficient : coefficient;
        }
    }

    /// <inheritdoc/>
    public void Currents(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> voltages, Span<double> currents)
    {
        var count = CoefficientCount;
        if (voltages.Length * (long)count != coefficients.Length * 8L || currents.Length != voltages.Length)
            throw new ArgumentException($"{count} coefficients are needed for every eight voltages, and as many currents as voltages.");
        ref var v = ref MemoryMarshal.GetReference(voltages);
        ref var i = ref MemoryMarshal.GetReference(currents);
        var limit = Vector512.Create(_law.MaxVoltage);
        for (var k = 0; k * 8 < voltages.Length; k++)
        {
            var own = coefficients.Slice(k * count, count);
            var voltage = Vector512.LoadUnsafe(ref v, (nuint)k * 8);
            var inside = Vector512.Min(Vector512.Max(voltage, -limit), limit);
            var sum = Vector512.Create(own[^1]);
            for (var power = count - 2; power >= 0; power--)
                sum = MeshKernels.MultiplyAdd(sum, inside, Vector512.Create(own[power]));
            sum *= inside;
            // The sum of nothing more leaves the lanes inside as they are, so that a voltage gives the same current beside any others.
            if (!Vector512.EqualsAll(inside, voltage))
                sum = MeshKernels.MultiplyAdd(Derivative(own, inside), voltage - inside, sum);
            sum.StoreUnsafe(ref i, (nuint)k * 8);
        }
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double voltage)
    {
        double sum = 0;
        for (var k = coefficients.Length - 1; k >= 0; k--)
            sum = (sum * voltage) + coefficients[k];
        return sum * voltage;
    }

    private static double Derivative(ReadOnlySpan<double> coefficients, double voltage)
    {
        double sum = 0;
        for (var k = coefficients.Length - 1; k >= 0; k--)
            sum = (sum * voltage) + ((k + 1) * coefficients[k]);
        return sum;
    }

    private static Vector512<double> Derivative(ReadOnlySpan<double> coefficients, Vector512<double> voltage)
    {
        var sum = Vector512.Create(coefficients.Length * coefficients[^1]);
        for (var k = coefficients.Length - 2; k >= 0; k--)
            sum = MeshKernels.MultiplyAdd(sum, voltage, Vector512.Create((k + 1) * coefficients[k]));
        return sum;
    }
}
