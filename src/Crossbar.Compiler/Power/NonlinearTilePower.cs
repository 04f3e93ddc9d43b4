using Crossbar.Compiler.Ranges;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Power;

/// <summary>The power of arrays of nonlinear cells, whose circuit has to be solved for every window: on an even sample of them.</summary>
internal static class NonlinearTilePower
{
    /// <summary>Over how many windows the mean is taken at most: their circuits have to be solved one by one.</summary>
    public const int MaxWindows = 256;

    // Greatest error of a column's current, in ampere.
    private const double Tolerance = 1e-11;

    // Where time tells inputs each has many circuits of its own.
    private const int MaxTimedWindows = 16;

    /// <summary>Measures one array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="pulses">What the DACs put on the layer's rows in each of the pulses that tell an activation, windows already sampled.</param>
    /// <param name="hardware">The chip.</param>
    public static TilePower Measure(ProgrammedArray array, ImmutableArray<RowVoltages> pulses, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var device = Device.Of(hardware);
        var (inputs, shares) = Inputs(array, pulses, hardware);
        // The last read is that at full scale.
        inputs = [.. inputs, .. Enumerable.Repeat(hardware.InputVoltage, layout.RowCount)];
        var sources = new double[inputs.Length / layout.RowCount];
        var cells = new double[sources.Length];
        double mean = 0, inCells = 0, greatest = 0;
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            new NonlinearArray(layout.RowCount, layout.BitLines, array.ConductancesOf(a), hardware.Resistances, a == 0 ? device : device.Mirrored, Tolerance).ReadPower(inputs, sources, cells);
            mean += Mean(sources.AsSpan(..^1).ToArray(), shares);
            inCells += Mean(cells.AsSpan(..^1).ToArray(), shares);
            greatest += sources[^1];
        }

        return new TilePower(mean, inCells, greatest);
    }

    private static double Mean(double[] power, double[]? shares) => shares is null ? power.Average() : power.Zip(shares, (watt, share) => watt * share).Sum();

    // Voltages of the word lines, [reads, M], and how much of the time each takes; null for equal shares.
    private static (double[] Volts, double[]? Shares) Inputs(ProgrammedArray array, ImmutableArray<RowVoltages> pulses, HardwareDesign hardware)
    {
        var count = pulses[0].Count;
        if (!hardware.IsTimed)
            return ([.. pulses.SelectMany(pulse => pulse.OnWordLines(array.Rows, array.Layout, 0, count))], null);

        var stride = (count + MaxTimedWindows - 1) / MaxTimedWindows;
        var windows = (count + stride - 1) / stride;
        var means = pulses[0].OnWordLines(array.Rows, array.Layout, 0, windows, stride);
        var (inputs, shares) = (new List<double>(), new List<double>());
        var (timing, order, volts) = (new RowTiming(hardware), new double[array.RowCount], new double[array.RowCount]);
        foreach (var window in means.Chunk(array.RowCount))
        {
            var moments = timing.MomentsOf(window, order);
            for (var moment = 0; moment < moments; moment++)
            {
                var share = timing.PatternOf(window, order, moment, volts);
                if (share == 0)
                    continue;
                inputs.AddRange(volts);
                shares.Add(share / windows);
            }
        }

        return ([.. inputs], [.. shares]);
    }
}
