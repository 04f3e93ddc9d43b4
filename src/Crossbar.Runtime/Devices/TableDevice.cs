using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>A memristor of a <see cref="TableCurrent"/>: straight pieces.</summary>
public sealed class TableDevice : IDevice
{
    // With more pieces than these, a search per voltage is faster than trying all with eight.
    private const int MaxTriedPieces = 24;

    // Per piece: where it begins, and the line intercept + slope·V that holds there; the first one holds for all below.
    private readonly double[] _begins;
    private readonly double[] _intercepts;
    private readonly double[] _slopes;
    private readonly Lazy<TableDevice> _mirrored;

    /// <summary>Defines the characteristic.</summary>
    /// <param name="law">The law.</param>
    /// <exception cref="ArgumentException">It has fewer than two points, or not (0, 0) among them, or does not rise.</exception>
    public TableDevice(TableCurrent law)
        : this(law, null)
    {
    }

    private TableDevice(TableCurrent law, TableDevice? other)
    {
        ArgumentNullException.ThrowIfNull(law);
        Law = law;
        var points = law.Points;
        if (points.Length < 2 || !points.Contains((0, 0)))
            throw new ArgumentException("A characteristic has at least two points, and (0, 0) is one of them.", nameof(law));
        var pieces = points.Length - 1;
        (_begins, _intercepts, _slopes) = (new double[pieces], new double[pieces], new double[pieces]);
        for (var k = 0; k < pieces; k++)
        {
            var (low, high) = (points[k], points[k + 1]);
            if (!(high.Voltage > low.Voltage && high.Current > low.Current))
                throw new ArgumentException("A characteristic rises from point to point.", nameof(law));
            _slopes[k] = (high.Current - low.Current) / (high.Voltage - low.Voltage);
            // From the end that is nearer to 0 V, where the current is exactly 0.
            var near = Math.Abs(low.Voltage) < Math.Abs(high.Voltage) ? low : high;
            _intercepts[k] = near.Current - (_slopes[k] * near.Voltage);
            _begins[k] = k == 0 ? double.NegativeInfinity : low.Voltage;
        }

        _mirrored = new(() => other ?? new TableDevice(
            new TableCurrent([.. points.Reverse().Select(point => (0 - point.Voltage, 0 - point.Current))]), this));
    }

    /// <summary>The law.</summary>
    public TableCurrent Law { get; }

    /// <inheritdoc/>
    public bool IsLinear => false;

    /// <inheritdoc/>
    public IDevice Mirrored => _mirrored.Value;

    /// <inheritdoc/>
    public double Current(double conductance, double voltage)
    {
        var piece = PieceOf(voltage);
        return conductance * (_intercepts[piece] + (_slopes[piece] * voltage));
    }

    /// <inheritdoc/>
    public double Slope(double conductance, double voltage) => conductance * _slopes[PieceOf(voltage)];

    /// <inheritdoc/>
    public double GreatestSlope(double conductance, double limit)
    {
        double greatest = 0;
        for (var k = PieceOf(-limit); k <= PieceOf(limit); k++)
            greatest = Math.Max(greatest, _slopes[k]);
        return conductance * greatest;
    }

    /// <inheritdoc/>
    public void Currents(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> voltages, Span<double> currents)
    {
        if (voltages.Length != coefficients.Length * 8L || currents.Length != voltages.Length)
            throw new ArgumentException("Eight voltages and currents are needed for every conductance.");
        if (_slopes.Length > MaxTriedPieces)
        {
            for (var k = 0; k < voltages.Length; k++)
                currents[k] = Current(coefficients[k / 8], voltages[k]);
            return;
        }

        ref var v = ref MemoryMarshal.GetReference(voltages);
        ref var i = ref MemoryMarshal.GetReference(currents);
        for (var k = 0; k < coefficients.Length; k++)
        {
            var voltage = Vector512.LoadUnsafe(ref v, (nuint)k * 8);
            var (intercept, slope) = (Vector512.Create(_intercepts[0]), Vector512.Create(_slopes[0]));
            for (var piece = 1; piece < _slopes.Length; piece++)
            {
                var isIn = Vector512.GreaterThanOrEqual(voltage, Vector512.Create(_begins[piece]));
                intercept = Vector512.ConditionalSelect(isIn, Vector512.Create(_intercepts[piece]), intercept);
                slope = Vector512.ConditionalSelect(isIn, Vector512.Create(_slopes[piece]), slope);
            }

            (coefficients[k] * MeshKernels.MultiplyAdd(slope, voltage, intercept)).StoreUnsafe(ref i, (nuint)k * 8);
        }
    }

    // The last one that begins at or below a voltage.
    private int PieceOf(double voltage)
    {
        var place = _begins.AsSpan().BinarySearch(voltage);
        return place >= 0 ? place : ~place - 1;
    }
}
