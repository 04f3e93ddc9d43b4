using Crossbar.Runtime.FixedPoint;
using Crossbar.Runtime.Tests.Layers;
using Crossbar.Runtime.Tests.Layers.Crossbars;
using FsCheck;

namespace Crossbar.Runtime.Tests.FixedPoint;

/// <summary>Layers on crossbars in whole numbers: against numbers of any size, and against the reference of a read in double precision.</summary>
public sealed class FixedPointCrossbarsTests
{
    [Property(MaxTest = 200)]
    public void The_kernel_computes_what_whole_numbers_of_any_size_say(DoNotSize<int> any)
    {
        var (seed, c, layer, hardware, options) = Chip(any);
        var design = OneLayer.Design(layer, c.Input, hardware);
        var planned = Plan(design, options);
        var x = c.X.ToArray();
        planned.Inputs[0].Quantise(x);
        var expected = WholeNumbers.Run(planned, c.Input, x);
        var actual = new float[expected.Length];
        new CrossbarNetwork(design, options).Predict(c.X, actual);
        Assert.True(expected.SequenceEqual(actual), $"{seed}: {c}, {options}");
    }

    // DACs round at most 0.01 of a code off the middle (12 bits), arrays are off by what slices leave out, and sums by the last bit of the output.
    [Property(MaxTest = 200)]
    public void Codes_and_outputs_are_those_of_the_reference_to_the_bounds_of_the_arithmetic(DoNotSize<int> any)
    {
        var (seed, c, layer, hardware, options) = Chip(any);
        var planned = Plan(OneLayer.Design(layer, c.Input, hardware), options);
        var x = c.X.ToArray();
        planned.Inputs[0].Quantise(x);
        var context = new LayerContext(0, [c.Input], hardware, options);
        var positions = c.Output.Height * c.Output.Width;
        var (values, slacks) = (new double[c.Output.Length], new double[c.Output.Length]);
        for (var k = 0; k < values.Length; k++)
            values[k] = layer.Bias[k / positions];
        foreach (var tile in planned.Tiles)
        {
            var read = new ArrayRead(layer, layer.Tiles.IndexOf(tile.Effective.Tile), context, tile.Effective.Pulse);
            var codes = WholeNumbers.Codes(tile.Dac, planned.Inputs[0], x);
            // Digits are those of whole codes, which are compared where they are sent.
            for (var k = 0; tile.Dac.DigitBits == 0 && k < codes.Length; k++)
                Assert.True(Math.Abs(Math.Clamp((c.X[k] / read.Dac.Step) + read.Dac.ZeroCode, 0, read.Dac.MaxCode) - codes[k]) <= 0.5 + 0.01, $"{seed}: activation {c.X[k]} has code {codes[k]}");
            for (var p = 0; p < positions; p++)
            {
                var window = WholeNumbers.Window(layer, read.Tile, c.Input, c.Output, codes, tile.Dac.ZeroCode, p);
                var adc = WholeNumbers.AdcCodes(tile, window);
                var currents = read.Currents(read.Volts([.. window.Select(code => (double)code)]));
                for (var j = 0; j < adc.Length; j++)
                {
                    var k = (layer.Order.OutputOf(read.Tile.FirstOutput + j).Output * positions) + p;
                    Assert.True(Math.Abs(read.Place(j, currents[j]) - adc[j]) <= 0.5 + 0.01, $"{seed}: {c}, {options}: a current at {read.Place(j, currents[j])} has code {adc[j]}");
                    var column = read.Tile.ColumnsOf(tile.Effective.Pulse)[j];
                    var step = (column.AdcMaximum - (double)column.AdcMinimum) / tile.Effective.MaxCode;
                    values[k] += read.Value(j, column.AdcMinimum + (adc[j] * step), window.Sum());
                    // Single precision in which gains are held.
                    slacks[k] += 1e-6 * (Math.Abs(read.Value(j, column.AdcMaximum, 0)) + Math.Abs(read.Value(j, 0, window.Sum())) + 1);
                }
            }
        }

        var actual = WholeNumbers.Run(planned, c.Input, x);
        var (low, high) = (planned.Output.ValueOf(planned.Output.Minimum), planned.Output.ValueOf(planned.Output.Maximum));
        for (var k = 0; k < actual.Length; k++)
            Assert.True(Math.Abs(Math.Clamp(values[k], low, high) - actual[k]) <= planned.Output.Step + slacks[k], $"{seed}: {c}, {options}: element {k} is {actual[k]}, not {values[k]}");
    }

    [Property(MaxTest = 100)]
    public void The_bounds_of_sums_are_reached_and_need_each_bit(DoNotSize<int> any)
    {
        var (seed, c, layer, hardware, options) = Chip(any);
        var planned = Plan(OneLayer.Design(layer, c.Input, hardware), options);
        var (least, greatest) = (long.MaxValue, long.MinValue);
        for (var k = 0; k < planned.Offsets.Length; k++)
        {
            var (low, high) = (planned.Offsets[k], planned.Offsets[k]);
            foreach (var (tile, j) in planned.Tiles.SelectMany(tile => Enumerable.Range(0, tile.Multipliers.Length).Select(j => (tile, j))))
            {
                if (layer.Order.OutputOf(tile.Effective.Tile.FirstOutput + j).Output != k)
                    continue;
                long[] shares = tile.InputSumMultipliers.IsEmpty
                    ? [tile.Multipliers[j] * tile.Effective.MaxCode]
                    : [tile.Multipliers[j] * tile.Effective.MaxCode, tile.InputSumMultipliers[j] * tile.MaxInputSum];
                low += shares.Sum(share => Math.Min(0, share));
                high += shares.Sum(share => Math.Max(0, share));
            }

            (least, greatest) = (Math.Min(least, low), Math.Max(greatest, high));
        }

        Assert.True((least, greatest) == (planned.LeastSum, planned.GreatestSum), $"{seed}");
        var half = 1L << (planned.AccumulatorBits - 1);
        Assert.True(least >= -half && greatest < half && (least < -half / 2 || greatest >= half / 2), $"{seed}: {planned.AccumulatorBits} bits for {least} to {greatest}");
    }

    private static FixedPointCrossbars Plan(NetworkDesign design, CrossbarOptions options) =>
        (FixedPointCrossbars)FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, options).Layers[0];

    private static (int Seed, ConvolutionCase Case, CrossbarConvolution Layer, HardwareDesign Hardware, CrossbarOptions Options) Chip(DoNotSize<int> any)
    {
        var seed = any.Item & int.MaxValue;
        var random = new Random(seed);
        var c = ConvolutionCase.Create(seed, maxSize: 6);
        var hardware = RandomChip.WithEncoding(RandomChip.Hardware(random, isNonlinear: false), random);
        var layer = RandomChip.Layer(c, random, hardware, random.Next(3) == 0 ? random.Next(2, 4) : 1);
        var options = new CrossbarOptions
        {
            Arithmetic = Arithmetic.FixedPoint,
            ProgrammingSigma = random.Next(3) == 0 ? 1e-6 : 0,
            ActualWireResistance = random.Next(3) == 0 ? 3 : null,
            DacBits = hardware.Encoding is InputEncoding.BitSerial or InputEncoding.Spikes ? null : layer.DacBits == 0 || random.Next(4) == 0 ? random.Next(1, 13) : null,
            AdcBits = layer.AdcBits == 0 || random.Next(4) == 0 ? random.Next(1, 15) : null,
            Seed = seed,
        };
        return (seed, c, layer, hardware, options);
    }
}
