using Crossbar.Compiler.Devices;
using Crossbar.Runtime.Devices.Laws;
using MathNet.Numerics.Statistics;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Draws cells from the laws of a device, and works out its noise and characteristics.</summary>
internal static class DevicePageBuilder
{
    private const int TargetCount = 25;

    // At 1,000 cells a mean is within 3 % of a standard deviation and that within 2 %: less than the width of a line.
    private const int Cells = 1000;
    private const int Seed = 1;

    // More bands than that nobody tells apart.
    private const int MaxAges = 5;
    private const int VoltageSteps = 20;
    private const double Day = 86400;

    private static readonly ImmutableArray<double> Ages = [0, Day, 30 * Day, 365 * Day];
    private static readonly ImmutableArray<double> CurrentShares = [0.25, 0.5, 1];

    /// <summary>Builds the page's part.</summary>
    /// <param name="hardware">The chip.</param>
    /// <param name="summary">What the device is, in a line.</param>
    /// <returns>Null for a chip of whose device nothing is known.</returns>
    public static DevicePage? Build(HardwareDesign hardware, string summary)
    {
        if (hardware.Device is not { } laws)
            return null;
        ImmutableArray<double> targets = [.. Enumerable.Range(0, TargetCount).Select(k => At(laws, k / (TargetCount - 1.0)))];
        var ages = AgesOf(laws);
        return new DevicePage(
            laws.Name,
            summary,
            new ConductanceRange(laws.MinConductance, laws.MaxConductance),
            targets,
            Cells,
            laws.Programming is null && laws.Drift is null ? [] : [.. ages.Select(age => Spread(laws, targets, age))],
            Noise(laws, targets, ages),
            hardware.IsLinear ? [] : [.. CurrentShares.Select(share => Current(hardware, At(laws, share)))]);
    }

    // The end itself, which rounding could miss.
    private static double At(DeviceLaws laws, double share) =>
        share == 1 ? laws.MaxConductance : laws.MinConductance + (share * (laws.MaxConductance - laws.MinConductance));

    // Those that people ask for and the ages of its own that the device's law is made of.
    private static ImmutableArray<double> AgesOf(DeviceLaws laws)
    {
        var measured = laws.Programming is { Sigma: { Length: > 1 } several } ? several.Select(sigma => sigma.Age).ToArray() : [];
        if (laws.Drift is null && measured.Length == 0)
            return [0];
        double[] known = [.. Ages.Concat(measured).Distinct().Order().Where(age => new CrossbarOptions { Age = age }.Refusal(laws) is null)];
        return known.Length <= MaxAges ? [.. known] : [.. Enumerable.Range(0, MaxAges).Select(k => known[k * (known.Length - 1) / (MaxAges - 1)])];
    }

    private static DeviceSpread Spread(DeviceLaws laws, ImmutableArray<double> targets, double age)
    {
        var drawn = DeviceSampling.Draw(laws, targets, Cells, age, Seed).Select(cell => cell.Conductance).Chunk(Cells).Select(cells => cells.MeanStandardDeviation()).ToArray();
        return new DeviceSpread(age, [.. drawn.Select(cells => cells.Mean)], [.. drawn.Select(cells => cells.StandardDeviation)]);
    }

    private static ImmutableArray<DeviceNoise> Noise(DeviceLaws laws, ImmutableArray<double> conductances, ImmutableArray<double> ages)
    {
        if (!CellNoise.HasLaw(laws, new CrossbarOptions { Age = 0 }))
            return [];
        // White and telegraph noise do not grow with time.
        return [.. (laws.ReadNoise!.OneOverF is null ? ages[..1] : ages).Select(age => new DeviceNoise(
            age, [.. conductances.Select(g => Math.Sqrt(CellNoise.Variance(laws, new CrossbarOptions { Age = age }, g, g)))]))];
    }

    private static DeviceCurrent Current(HardwareDesign hardware, double conductance)
    {
        var (least, greatest) = hardware.Device!.Current switch
        {
            PowerCurrent powers => (-powers.MaxVoltage, powers.MaxVoltage),
            TableCurrent { Points: var points } => (points[0].Voltage, points[^1].Voltage),
            _ => (-hardware.InputVoltage, hardware.InputVoltage),
        };
        ImmutableArray<double> voltages =
            [.. Enumerable.Range(-VoltageSteps, (2 * VoltageSteps) + 1).Select(k => k < 0 ? least * -k / VoltageSteps : greatest * k / VoltageSteps).Distinct()];
        var device = Device.Of(hardware);
        return new DeviceCurrent(conductance, voltages, [.. voltages.Select(voltage => device.Current(conductance, voltage))]);
    }
}
