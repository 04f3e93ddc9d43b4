using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Devices;

/// <summary>A memristor with I = G·V_s·sinh(κV)/sinh(κV_s): G is its conductance at the sense voltage V_s.</summary>
public sealed class SinhDevice : IDevice
{
    private readonly double _scale;

    // Of most voltages, which seldom exceed the sense voltage: (κV)².
    private readonly double _reach;

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
        _reach = Math.Pow(nonlinearity * senseVoltage, 2);
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
        if (_reach <= One.Reach)
            Currents<One>(coefficients, voltages, currents);
        else if (_reach <= Two.Reach)
            Currents<Two>(coefficients, voltages, currents);
        else
            Currents<Four>(coefficients, voltages, currents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Currents<T>(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> voltages, Span<double> currents)
        where T : struct, ISinhSeries
    {
        ref var v = ref MemoryMarshal.GetReference(voltages);
        ref var i = ref MemoryMarshal.GetReference(currents);
        for (var k = 0; k < coefficients.Length; k++)
        {
            var x = Vector512.LoadUnsafe(ref v, (nuint)k * 8) * Nonlinearity;
            var square = x * x;
            var sinh = x * Series<T>(square);
            // The choice is each lane's own, so that a voltage gives the same current beside any others.
            var near = Vector512.LessThanOrEqual(square, Vector512.Create(T.Reach));
            if (!Vector512.EqualsAll(near.AsInt64(), Vector512<long>.AllBitsSet))
                sinh = Vector512.ConditionalSelect(near, sinh, Far(x, square));
            (sinh * (coefficients[k] * _scale)).StoreUnsafe(ref i, (nuint)k * 8);
        }
    }

    // The Taylor series of sinh(x)/x in x²: all terms are positive, nothing cancels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Series<T>(Vector512<double> square)
        where T : struct, ISinhSeries
    {
        var sum = Vector512.Create(T.Last);
        if (T.Terms > 15)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 8841761993739701954543616000000.0));
        if (T.Terms > 14)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 10888869450418352160768000000.0));
        if (T.Terms > 13)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 15511210043330985984000000.0));
        if (T.Terms > 12)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 25852016738884976640000.0));
        if (T.Terms > 11)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 51090942171709440000.0));
        if (T.Terms > 10)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 121645100408832000.0));
        if (T.Terms > 9)
            sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 355687428096000.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 1307674368000.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 6227020800.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 39916800.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 362880.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 5040.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 120.0));
        sum = MeshKernels.MultiplyAdd(sum, square, Vector512.Create(1 / 6.0));
        return MeshKernels.MultiplyAdd(sum, square, Vector512<double>.One);
    }

    private static Vector512<double> Far(Vector512<double> x, Vector512<double> square)
    {
        var medium = Vector512.LessThanOrEqual(square, Vector512.Create(Four.Reach));
        var sinh = x * Series<Four>(square);
        return Vector512.EqualsAll(medium.AsInt64(), Vector512<long>.AllBitsSet) ? sinh : Vector512.ConditionalSelect(medium, sinh, Exactly(x));
    }

    private static Vector512<double> Exactly(Vector512<double> x) => Vector512.Create(
        Math.Sinh(x[0]), Math.Sinh(x[1]), Math.Sinh(x[2]), Math.Sinh(x[3]), Math.Sinh(x[4]), Math.Sinh(x[5]), Math.Sinh(x[6]), Math.Sinh(x[7]));

    // How many terms are exact to rounding up to which x²: what is left out is less than 2⁻⁵⁴ of the sum, which is at least 1.
    private interface ISinhSeries
    {
        static abstract double Reach { get; }

        static abstract int Terms { get; }

        static abstract double Last { get; }
    }

    private readonly struct One : ISinhSeries
    {
        public static double Reach => 1;

        public static int Terms => 9;

        public static double Last => 1 / 355687428096000.0;
    }

    private readonly struct Two : ISinhSeries
    {
        public static double Reach => 4;

        public static int Terms => 12;

        public static double Last => 1 / 25852016738884976640000.0;
    }

    private readonly struct Four : ISinhSeries
    {
        public static double Reach => 16;

        public static int Terms => 16;

        public static double Last => 1 / 8222838654177922817725562880000000.0;
    }
}
