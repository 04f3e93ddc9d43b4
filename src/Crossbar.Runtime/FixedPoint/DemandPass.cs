using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// How fine and how wide values must be, from the network's end to its beginning: what a layer wants of its output it wants of its inputs, and a DAC
/// wants its codes told apart and nothing beyond its range. So a value saturates only where that changes nothing.
/// </summary>
internal static class DemandPass
{
    // A chip of few bits has few values: where rounding moves one of them across the middle between two DAC codes it does so in every image, and the chip is another one. So what
    // is converted, or was, is held as if it had so many bits.
    private const int ResolutionBits = 20;

    // Finer than codes in any case.
    private const int LeastGuardBits = 4;

    /// <summary>What is wanted of each value.</summary>
    /// <param name="layers">The layers; value k is the output of layer k − 1.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="options">Whose converters count.</param>
    public static ValueDemand[] Of(ImmutableArray<Layer> layers, HardwareDesign hardware, CrossbarOptions options)
    {
        var demands = new ValueDemand[layers.Length + 1];
        Array.Fill(demands, ValueDemand.Nothing);
        demands[^1] = new ValueDemand(Resolutions(layers, hardware, options)[^1], double.NegativeInfinity, double.PositiveInfinity);
        for (var k = layers.Length; k > 0; k--)
        {
            var wanted = Before(layers[k - 1], demands[k], hardware, options);
            foreach (var input in layers[k - 1].Inputs)
                demands[input] = demands[input].With(wanted);
        }

        return demands;
    }

    private static ValueDemand Before(Layer layer, ValueDemand output, HardwareDesign hardware, CrossbarOptions options) => layer switch
    {
        CrossbarConvolution crossbars => OfDacs(crossbars, hardware, options),
        Relu => output with { Low = 0, High = Math.Max(0, output.High) },
        Unary { Function: UnaryFunction.Clip } clip => output with { Low = Math.Max(clip.Alpha, output.Low), High = Math.Min(clip.Beta, output.High) },
        MaxPool or Reshape or Rearrangement or Concat => output,
        ScaleShift scale => BeforeScale(scale, output),
        // A sum or mean of saturated values is not the saturated sum or mean.
        _ => output.Unlimited(),
    };

    private static ValueDemand OfDacs(CrossbarConvolution layer, HardwareDesign hardware, CrossbarOptions options)
    {
        var (demand, bits) = (ValueDemand.Nothing, options.DacBits ?? layer.DacBits);
        foreach (var tile in layer.Tiles)
        {
            var range = layer.InputRangeOf(tile);
            var step = Dac.Of(range, bits, hardware).Step;
            demand = demand.With(new ValueDemand(Math.ScaleB(step, -GuardBits(bits)), range.Minimum - step, range.Maximum + step));
        }

        return demand;
    }

    private static ValueDemand BeforeScale(ScaleShift layer, ValueDemand output)
    {
        var demand = ValueDemand.Nothing;
        for (var c = 0; c < Math.Max(layer.Scale.Length, layer.Shift.Length); c++)
        {
            var (scale, shift) = (layer.Scale[c % layer.Scale.Length], layer.Shift[c % layer.Shift.Length]);
            if (scale == 0)
                continue;
            var (a, b) = ((output.Low - shift) / scale, (output.High - shift) / scale);
            demand = demand.With(new ValueDemand(output.Step / Math.Abs(scale), Math.Min(a, b), Math.Max(a, b)));
        }

        return demand;
    }

    private static int GuardBits(int bits) => Math.Max(LeastGuardBits, ResolutionBits - bits);

    // What the last bit of each value may count, going by the ADCs' codes that it is made of, or else by the input's 8 bits.
    private static double[] Resolutions(ImmutableArray<Layer> layers, HardwareDesign hardware, CrossbarOptions options)
    {
        var resolutions = new double[layers.Length + 1];
        resolutions[0] = Math.ScaleB(1.0 / byte.MaxValue, -GuardBits(8));
        for (var k = 0; k < layers.Length; k++)
        {
            var own = layers[k] is CrossbarConvolution crossbars ? OfAdcs(crossbars, hardware, options) : 0;
            resolutions[k + 1] = own > 0 ? own : layers[k].Inputs.Select(input => resolutions[input]).DefaultIfEmpty(resolutions[0]).Min();
        }

        return resolutions;
    }

    private static double OfAdcs(CrossbarConvolution layer, HardwareDesign hardware, CrossbarOptions options)
    {
        var (greatest, bits) = (0.0, options.AdcBits ?? layer.AdcBits);
        foreach (var tile in layer.Tiles)
        {
            for (var pulse = 0; pulse < tile.Pulses; pulse++)
            {
                var dac = Dac.Of(layer.InputRangeOf(tile), options.DacBits ?? layer.DacBits, hardware, pulse);
                foreach (var column in tile.ColumnsOf(pulse))
                {
                    var step = new Adc(column.AdcRange, bits).Step;
                    greatest = Math.Max(greatest, Math.Abs(column.FitGain * step * dac.Step / (dac.VoltPerCode * column.Scale)));
                }
            }
        }

        return Math.ScaleB(greatest, -GuardBits(bits));
    }
}
