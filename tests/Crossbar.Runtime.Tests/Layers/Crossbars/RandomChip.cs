using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>
/// A convolution on arrays of pseudo-random conductances, with any choice of what the compiler may choose: how weights are subtracted, orders of
/// lines, spare lines, places without devices, ranges and resolutions of converters, wires, devices.
/// </summary>
internal static class RandomChip
{
    public static HardwareDesign Hardware(Random random, bool isNonlinear) => new()
    {
        Resistances = random.Next(4) == 0 ? ArrayResistances.None : new ArrayResistances(
            Some(random, 10), Some(random, 10), Some(random, 200), Some(random, 200), isNonlinear ? 0 : Some(random, 1000))
        {
            DriveEnds = random.Next(4) == 0 ? LineEnds.Both : LineEnds.One,
            SenseEnds = random.Next(4) == 0 ? LineEnds.Both : LineEnds.One,
        },
        Nonlinearity = isNonlinear ? 1 + (2 * random.NextDouble()) : 0,
    };

    /// <summary>Devices with laws, so that a chip may have an age, and with characteristics of their own in the place of a hyperbolic sine. Reads do not fluctuate.</summary>
    public static HardwareDesign WithLaws(HardwareDesign hardware, Random random)
    {
        if (random.Next(3) == 0)
            return hardware;
        var laws = new DeviceLaws
        {
            Name = "random",
            MinConductance = hardware.MinConductance,
            MaxConductance = hardware.MaxConductance,
            Clip = (ConductanceClip)random.Next(2),
            StuckOnRate = random.Next(3) == 0 ? 0.05 : 0,
            Programming = random.Next(3) == 0 ? null : new ProgrammingLaw { Sigma = [new AgedCurve(0, ConductanceCurve.Constant(1e-6))], CellSigma = ConductanceCurve.Constant(5e-7) },
            Drift = random.Next(3) switch
            {
                0 => null,
                1 => new PowerDrift(10, ConductanceCurve.Constant(0.05), ConductanceCurve.Constant(0.02)),
                _ => new LogarithmicDrift(1, ConductanceCurve.Constant(-1e-7), ConductanceCurve.Constant(1e-8), ConductanceCurve.Constant(1e-7)),
            },
            Current = hardware.IsLinear ? null : random.Next(3) switch
            {
                0 => null,
                1 => new TableCurrent([(-0.4, -0.6), (-0.1, -0.12), (0, 0), (0.2, 0.19), (0.4, 0.42)]),
                // A cubic whose square is a fifth of the conductance: it rises over all voltages.
                _ => new PowerCurrent([Share(1), Share(0.2), Share(0.5)], 0.5),
            },
        };
        return hardware with { Device = laws, Nonlinearity = laws.Current is null ? hardware.Nonlinearity : 0 };

        static ConductanceCurve Share(double share) => ConductanceCurve.Constant(share) with { TimesConductance = true };
    }

    /// <summary>Inputs that voltages tell, or the digits of codes, pulses, or spikes.</summary>
    public static HardwareDesign WithEncoding(HardwareDesign hardware, Random random) => hardware with { Encoding = (InputEncoding)random.Next(4), DigitBits = random.Next(1, 6) };

    public static CrossbarConvolution Layer(ConvolutionCase c, Random random, HardwareDesign hardware, int slices = 1)
    {
        var (dacBits, adcBits) = (Bits(random), Bits(random));
        if (hardware.Encoding == InputEncoding.BitSerial && dacBits == 0)
            dacBits = 6;
        if (hardware.Encoding == InputEncoding.Spikes)
            dacBits = hardware.DigitBits;
        var pulses = hardware.PulsesOf(dacBits);
        var subtraction = (CurrentSubtraction)random.Next(4);
        var tiles = ImmutableArray.CreateBuilder<CrossbarTile>();
        var outputs = c.Output.Channels / c.Groups * slices;
        for (var group = 0; group < c.Groups; group++)
        {
            foreach (var (row, rows) in Cut(c.KernelLength, random))
            {
                foreach (var (output, count) in Cut(outputs, random))
                    tiles.Add(Tile(group, row, rows, (group * outputs) + output, count, subtraction, random, hardware, pulses, slices > 1));
            }
        }

        return new CrossbarConvolution
        {
            Name = "conv",
            Inputs = [0],
            OutputShape = c.Output,
            Window = c.Window,
            Groups = c.Groups,
            KernelLength = c.KernelLength,
            InputRange = Range(random),
            DacBits = dacBits,
            AdcBits = adcBits,
            Bias = [.. c.Bias],
            Slices = slices,
            SlicesApart = slices > 1 && random.Next(2) == 0,
            Tiles = tiles.ToImmutable(),
        };
    }

    private static double Some(Random random, double most) => random.Next(3) == 0 ? 0 : most * random.NextDouble();

    private static int Bits(Random random) => random.Next(5) switch { 0 => 0, 1 => 1, 2 => 4, 3 => 8, _ => 12 };

    // Activations are in [−1, 1): some ranges cut them, others have room, and one begins at 0.
    private static ConverterRange Range(Random random) => new(random.Next(3) == 0 ? 0 : -1.2f * random.NextSingle(), 0.2f + random.NextSingle());

    private static IEnumerable<(int Start, int Length)> Cut(int length, Random random)
    {
        for (var start = 0; start < length;)
        {
            var part = random.Next(1, length - start + 1);
            yield return (start, part);
            start += part;
        }
    }

    private static CrossbarTile Tile(
        int group, int firstRow, int rows, int firstOutput, int outputs, CurrentSubtraction subtraction, Random random, HardwareDesign hardware,
        int pulses, bool isSliced)
    {
        var natural = new ArrayLayout(rows, outputs, subtraction) { Copies = random.Next(4) == 0 ? random.Next(2, 4) : 1 };
        var layout = natural with
        {
            RowOrder = random.Next(2) == 0 ? [] : Order(rows, 0, random),
            LineOrder = random.Next(2) == 0 ? [] : Order(natural.LineCount, random.Next(3), random),
        };
        var hasAbsent = random.Next(3) == 0;
        var states = new CellState[layout.CellCount];
        var conductances = new float[layout.CellCount];
        for (var k = 0; k < states.Length; k++)
        {
            states[k] = hasAbsent && random.Next(3) == 0 ? CellState.Absent : CellState.Programmed;
            if (states[k] == CellState.Programmed)
                conductances[k] = (float)(hardware.MinConductance + ((hardware.MaxConductance - hardware.MinConductance) * random.NextDouble()));
        }

        var columns = ImmutableArray.CreateBuilder<ColumnReadout>();
        for (var j = 0; j < pulses * outputs; j++)
        {
            // About what a column's current comes to; some ADCs clip it, and some see none of it.
            var high = (float)(hardware.InputVoltage * hardware.MaxConductance * rows * (0.2 + random.NextDouble()));
            columns.Add(new ColumnReadout(
                1e-5f + (1e-5f * random.NextSingle()), random.NextSingle() - 0.5f, high * (random.NextSingle() - 0.7f), high, 0.8f + (0.4f * random.NextSingle()), random.NextSingle() - 0.5f));
        }

        var transfer = new double[layout.CellCount];
        layout.Solve([.. conductances.Select(g => (double)g)], hardware.Resistances, transfer);
        return new CrossbarTile
        {
            Group = group,
            FirstRow = firstRow,
            RowCount = rows,
            FirstOutput = firstOutput,
            InputRange = random.Next(3) == 0 ? Range(random) : null,
            Subtraction = subtraction,
            Pulses = pulses,
            ZeroWeights = isSliced && random.Next(2) == 0 ? [.. Enumerable.Range(0, outputs).Select(_ => random.NextSingle() - 0.5f)] : [],
            Copies = layout.Copies,
            RowOrder = layout.RowOrder,
            LineOrder = layout.LineOrder,
            ZeroConductance = 30e-6f,
            ConductanceRange = 60e-6f,
            Conductances = [.. conductances],
            States = CellStates.Of(states),
            Transfer = random.Next(2) == 0 ? [.. transfer] : [],
            Columns = columns.ToImmutable(),
        };
    }

    private static ImmutableArray<int> Order(int used, int spare, Random random)
    {
        var order = Enumerable.Range(0, used).Concat(Enumerable.Repeat(ArrayLayout.Spare, spare)).ToArray();
        random.Shuffle(order);
        return [.. order];
    }
}
