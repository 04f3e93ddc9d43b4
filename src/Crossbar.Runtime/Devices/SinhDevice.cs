using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Devices;

/// <summary>A memristor with I = G·V_s·sinh(κV)/sinh(κV_s): G is its conductance at the sense voltage V_s.</summary>
public sealed class SinhDevice : IDevice
{
    // 1/(2n+1)!: the Taylor series of sinh(x)/x in x². All terms are positive: nothing cancels.
    private const int MaxTerms = 16;

    private static readonly double[] Coefficients = InverseFactorials();

    private readonly double _scale;

    /// <summary>Defines the characteristic.</summary>
    /// <param name="nonlinearity">κ, in 1/volt.</param>
    /// <param name="senseVoltage">V_s, in volt.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive, or sinh(κV_s) is not finite.</exception>
    public SinhDevice(double nonlinearity, double senseVoltage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nonlinearity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(senseVoltage);
        if (!double.IsFinite(Math.Sinh(nonlinearity * senseVoltage)))
            throw new ArgumentOutOfRangeException(nameof(nonlinearity), $"sinh({nonlinearity}·{senseVoltage}) is not finite.");
        Nonlinearity = nonlinearity;
        SenseVoltage = senseVoltage;
        _scale = senseVoltage / Math.Sinh(nonlinearity * senseVoltage);
    }

    /// <summary>κ, in 1/volt.</summary>
    public double Nonlinearity { get; }

    /// <summary>V_s, in volt.</summary>
    public double SenseVoltage { get; }

    /// <inheritdoc/>
    public bool IsLinear => false;

    /// <inheritdoc/>
    public double Current(double conductance, double voltage) => conductance * (_scale * Math.Sinh(Nonlinearity * voltage));

    /// <inheritdoc/>
    public double Slope(double conductance, double voltage) => conductance * (_scale * Nonlinearity * Math.Cosh(Nonlinearity * voltage));

    /// <inheritdoc/>
    public double GreatestSlope(double conductance, double limit) => Slope(conductance, limit);

    /// <inheritdoc/>
    public void Currents(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> voltages, Span<double> currents)
    {
        if (voltages.Length != coefficients.Length * 8L || currents.Length != voltages.Length)
            throw new ArgumentException("Eight voltages and currents are needed for every conductance.");
        ref var v = ref MemoryMarshal.GetReference(voltages);
        ref var i = ref MemoryMarshal.GetReference(currents);
        for (var k = 0; k < coefficients.Length; k++)
        {
            var x = Vector512.LoadUnsafe(ref v, (nuint)k * 8) * Nonlinearity;
            var square = x * x;
            // The choice is each lane's own, so that a voltage gives the same current beside any others.
            var small = Vector512.LessThanOrEqual(square, Vector512<double>.One);
            var sinh = x * Series9(square);
            if (!Vector512.EqualsAll(small.AsInt64(), Vector512<long>.AllBitsSet))
                sinh = Vector512.ConditionalSelect(small, sinh, Large(x, square));
            (sinh * (coefficients[k] * _scale)).StoreUnsafe(ref i, (nuint)k * 8);
        }
    }

    // Nine terms are exact to rounding for |x| ≤ 1, sixteen for |x| ≤ 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Series9(Vector512<double> square)
    {
        var sum = MeshKernels.MultiplyAdd(Vector512.Create(1 / 355687428096000.0), square, Vector512.Create(1 / 1307674368000.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 6227020800.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 39916800.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 362880.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 5040.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 120.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 6.0));
        return MeshKernels.MultiplyAdd(sum, square, Vector512<double>.One);
    }

    private static Vector512<double> Large(Vector512<double> x, Vector512<double> square)
    {
        var medium = Vector512.LessThanOrEqual(square, Vector512.Create(16.0));
        var sinh = x * Series(square);
        return Vector512.EqualsAll(medium.AsInt64(), Vector512<long>.AllBitsSet) ? sinh : Vector512.ConditionalSelect(medium, sinh, Exactly(x));
    }

    private static Vector512<double> Series(Vector512<double> square)
    {
        var sum = Vector512.Create(Coefficients[MaxTerms - 1]);
        for (var n = MaxTerms - 2; n >= 0; n--)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(Coefficients[n]));
        return sum;
    }

    private static Vector512<double> Exactly(Vector512<double> x) => Vector512.Create(
        Math.Sinh(x[0]), Math.Sinh(x[1]), Math.Sinh(x[2]), Math.Sinh(x[3]), Math.Sinh(x[4]), Math.Sinh(x[5]), Math.Sinh(x[6]), Math.Sinh(x[7]));

    private static double[] InverseFactorials()
    {
        var result = new double[MaxTerms];
        var factorial = 1.0;
        for (var n = 0; n < MaxTerms; n++)
        {
            result[n] = 1 / factorial;
            factorial *= (2 * n + 2.0) * (2 * n + 3.0);
        }
        return result;
    }
}
