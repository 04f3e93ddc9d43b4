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
}
