namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>Reads of nonlinear cells by pulses and spikes, against the sum over every moment of the read, one circuit after the other.</summary>
public sealed class TimedReadTests
{
    private const int Bits = 4;
    private const int Moments = (1 << Bits) - 1;

    [Theory]
    [InlineData(InputEncoding.PulseWidth, CurrentSubtraction.ColumnPair)]
    [InlineData(InputEncoding.PulseWidth, CurrentSubtraction.ArrayPair)]
    [InlineData(InputEncoding.Spikes, CurrentSubtraction.None)]
    [InlineData(InputEncoding.Spikes, CurrentSubtraction.ReferenceColumn)]
    public void A_read_is_the_mean_over_its_moments(InputEncoding encoding, CurrentSubtraction subtraction)
    {
        var random = new Random(7);
        var hardware = new HardwareDesign { Nonlinearity = 4, Encoding = encoding, DigitBits = Bits };
        var layout = new ArrayLayout(6, 3, subtraction);
        double[] cells = [.. Enumerable.Range(0, layout.CellCount).Select(_ => 5e-6 + (5e-5 * random.NextDouble()))];
        var timed = new NonlinearTile(layout, cells, hardware);
        var instant = new NonlinearTile(layout, cells, hardware with { Encoding = InputEncoding.Amplitude });
        var expected = new double[layout.OutputCount];
        int[] codes = [0, 15, 7, 8, 1, 7];
        for (var moment = 0; moment < Moments; moment++)
        {
            // Pulses begin together; spikes come when their share of the moments that are over grows by a whole one.
            var isOn = Array.ConvertAll(codes, code => encoding == InputEncoding.PulseWidth
                ? code > moment : Math.Floor((moment + 1) * code / (double)Moments) > Math.Floor(moment * code / (double)Moments));
            var currents = new double[layout.OutputCount];
            instant.Read(Array.ConvertAll(isOn, on => on ? hardware.InputVoltage : 0), new double[instant.ScratchLength(1)], currents);
            for (var j = 0; j < expected.Length; j++)
                expected[j] += currents[j] / Moments;
        }

        var actual = new double[layout.OutputCount];
        timed.Read(Array.ConvertAll(codes, code => code * hardware.InputVoltage / Moments), new double[timed.ScratchLength(1)], actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 4 * NonlinearArray.DefaultTolerance));
        // Each code has as many spikes as it says.
        var timing = new RowTiming(hardware);
        var (order, volts, on) = (new double[codes.Length], new double[codes.Length], new double[codes.Length]);
        double[] means = [.. codes.Select(code => code * hardware.InputVoltage / Moments)];
        for (var moment = 0; moment < timing.MomentsOf(means, order); moment++)
        {
            var share = timing.PatternOf(means, order, moment, volts);
            for (var i = 0; i < codes.Length; i++)
                on[i] += share > 0 && volts[i] > 0 ? share * Moments : 0;
        }

        Assert.All(codes.Zip(on), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    // More reads than are solved together, of which many have the same patterns of rows, and some have none.
    [Theory]
    [InlineData(InputEncoding.Amplitude)]
    [InlineData(InputEncoding.PulseWidth)]
    [InlineData(InputEncoding.Spikes)]
    public void Reads_together_give_the_bits_of_each_alone(InputEncoding encoding)
    {
        const int Count = 150;
        var random = new Random(8);
        var hardware = new HardwareDesign { Nonlinearity = 4, Encoding = encoding, DigitBits = Bits };
        var layout = new ArrayLayout(5, 3, CurrentSubtraction.ArrayPair);
        double[] cells = [.. Enumerable.Range(0, layout.CellCount).Select(_ => 5e-6 + (5e-5 * random.NextDouble()))];
        var tile = new NonlinearTile(layout, cells, hardware);
        var (rows, outputs) = (layout.RowCount, layout.OutputCount);
        var means = new double[Count * rows];
        for (var n = 0; n < Count; n++)
        {
            for (var i = 0; i < rows && n % 7 > 0; i++)
                means[(n * rows) + i] = random.Next(n % 3 == 0 ? 2 : Moments + 1) * hardware.InputVoltage / Moments;
        }

        var together = new double[Count * outputs];
        tile.Read(means, new double[tile.ScratchLength(Count)], together);
        var alone = new double[outputs];
        for (var n = 0; n < Count; n++)
        {
            tile.Read(means.AsSpan(n * rows, rows), new double[tile.ScratchLength(1)], alone);
            Assert.Equal(alone, together[(n * outputs)..((n + 1) * outputs)]);
            Assert.Equal(!means.AsSpan(n * rows, rows).ContainsAnyExcept(0), alone.All(current => current == 0));
        }
    }
}
