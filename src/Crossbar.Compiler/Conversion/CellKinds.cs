using System.Numerics.Tensors;

namespace Crossbar.Compiler.Conversion;

/// <summary>What the cells of a tile's arrays are: of one kind, or of two where a pair's second array has its cells the other way round and that makes a difference.</summary>
internal sealed class CellKinds
{
    // Voltages at which secants are looked at.
    private const int Steps = 16;

    private readonly IDevice[] _devices;
    private readonly HardwareDesign _hardware;

    private CellKinds(IDevice[] devices, HardwareDesign hardware) => (_devices, _hardware) = (devices, hardware);

    /// <summary>The cells of a tile.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static CellKinds Of(ArrayLayout layout, HardwareDesign hardware)
    {
        var device = Device.Of(hardware);
        return new CellKinds(layout.ArrayCount == 1 || ReferenceEquals(device, device.Mirrored) ? [device] : [device, device.Mirrored], hardware);
    }

    /// <summary>The number of an array's kind.</summary>
    /// <param name="array">The array, from 0.</param>
    public int KindOf(int array) => Math.Min(array, _devices.Length - 1);

    /// <summary>The cells of an array.</summary>
    /// <param name="array">The array, from 0.</param>
    public IDevice DeviceOf(int array) => _devices[KindOf(array)];

    /// <summary>i(V): what a siemens more adds to the current of every word line's cells, of each kind [M, windows], in ampere per siemens.</summary>
    /// <param name="voltages">Voltages of the word lines, [windows, M], in volt.</param>
    /// <param name="rows">Number of word lines M.</param>
    public double[][] UnitCurrents(double[] voltages, int rows) => Array.ConvertAll(_devices, device =>
    {
        var count = voltages.Length / rows;
        var currents = new double[voltages.Length];
        for (var k = 0; k < voltages.Length; k++)
            currents[(k % rows * count) + (k / rows)] = UnitCurrent(device, voltages[k]);
        return currents;
    });

    /// <summary>By how much, as a standard deviation and a share of a cell's conductance, secants between none and the greatest voltage differ.</summary>
    /// <param name="voltages">The voltages, in volt.</param>
    /// <param name="secant">What a siemens counts as where linear cells are meant.</param>
    public double SecantSpread(double[] voltages, CellSecant secant)
    {
        var greatest = voltages.Length == 0 ? 0 : TensorPrimitives.MaxMagnitude<double>(voltages);
        if (greatest == 0)
            return 0;
        var change = 0.0;
        for (var a = 0; a < _devices.Length; a++)
        {
            double[] conductances = _devices[a].IsProportional ? [1] : [_hardware.MinConductance, _hardware.MaxConductance];
            foreach (var conductance in conductances)
            {
                if (conductance > 0)
                    change = Math.Max(change, Spread(_devices[a], conductance, greatest) / Math.Sqrt(12) / secant.Of(conductance, a));
            }
        }

        return change;
    }

    // On average over the range where it is no proportion.
    private double UnitCurrent(IDevice device, double voltage)
    {
        if (device.IsProportional)
            return device.Current(1, voltage);
        var (low, high) = (_hardware.MinConductance, _hardware.MaxConductance);
        return (device.Current(high, voltage) - device.Current(low, voltage)) / (high - low);
    }

    private static double Spread(IDevice device, double conductance, double greatest)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var k = 0; k <= Steps; k++)
        {
            // The last one is exactly the greatest.
            var voltage = greatest * (k / (double)Steps);
            var secant = k == 0 ? device.Slope(conductance, 0) : device.Current(conductance, voltage) / voltage;
            (low, high) = (Math.Min(low, secant), Math.Max(high, secant));
        }

        return high - low;
    }
}
