using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>Chooses the whole-number form of a layer, kind by kind.</summary>
internal static class LayerPlan
{
    /// <summary>Plans a layer that <see cref="Refusal"/> does not refuse.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">Formats of the values that it reads.</param>
    /// <param name="demand">What is wanted of its output.</param>
    /// <param name="context">Shapes of the inputs, hardware and options.</param>
    public static FixedPointLayer Of(Layer layer, ImmutableArray<FixedPointFormat> inputs, ValueDemand demand, LayerContext context) => layer switch
    {
        CrossbarConvolution crossbars => CrossbarPlan.Of(crossbars, inputs[0], demand, context),
        Relu => Saturated(layer, inputs[0], 0, double.PositiveInfinity),
        Unary { Function: UnaryFunction.Clip } clip => Saturated(layer, inputs[0], clip.Alpha, clip.Beta),
        Unary function => TablePlan.Of(function, inputs[0], demand),
        Add => Sum(layer, inputs, demand),
        AveragePool pool => Mean(layer, pool, inputs[0], demand, context.InputShapes[0]),
        Reduce reduce => Mean(layer, AsPool(reduce)!, inputs[0], demand, context.InputShapes[0]),
        ScaleShift scale => Scaled(scale, inputs[0], demand),
        _ => new UnchangedValues { Layer = layer, Inputs = inputs, Output = Union(layer, inputs) },
    };

    /// <summary>Says why a layer has no whole-number form; null if it has one.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isLast">Whether nothing comes after it.</param>
    /// <param name="hardware">The chip that was compiled for.</param>
    /// <param name="options">What differs from the compiled design.</param>
    public static string? Refusal(Layer layer, bool isLast, HardwareDesign hardware, CrossbarOptions options) => layer switch
    {
        CrossbarConvolution crossbars => CrossbarPlan.Refusal(crossbars, hardware, options),
        Relu or Unary or Add or AveragePool or MaxPool or ScaleShift or Reshape or Concat or Rearrangement { Fill: 0 } => null,
        Reduce reduce when AsPool(reduce) is not null => null,
        // Beside the chip: it changes no class.
        Softmax when isLast => null,
        _ => $"{layer.OperatorName} is none of what it is known for: crossbars, functions of each element, sums of two values, scales per channel, max, average and global pooling, concatenation, and a softmax at the end.",
    };

    // A mean over all behind the channels is a global pooling.
    private static AveragePool? AsPool(Reduce layer) =>
        layer is { Function: ReduceFunction.Mean, Dimensions: [_, var height, var width], Axes: [1, 2] }
            ? new AveragePool { Name = layer.Name, Inputs = layer.Inputs, OutputShape = new TensorShape(layer.OutputShape.Channels), Window = new WindowGeometry(height, width) }
            : null;

    private static FixedPointFormat Union(Layer layer, ImmutableArray<FixedPointFormat> inputs)
    {
        // Wider than MaxBits where they have binary points far apart, and yet exact: each element has only those of its own value.
        var fraction = inputs.Max(input => input.FractionBits);
        int Number(int number, FixedPointFormat input) => Math.ScaleB(number, fraction - input.FractionBits) is >= int.MinValue and <= int.MaxValue and var shifted
            ? (int)shifted
            : throw new NotSupportedException($"Layer '{layer.Name}' has no fixed-point arithmetic: the binary points of the values that it joins are too far apart for 32 bits.");
        return new FixedPointFormat(fraction, inputs.Min(input => Number(input.Minimum, input)), inputs.Max(input => Number(input.Maximum, input)));
    }

    private static SaturatedValues Saturated(Layer layer, FixedPointFormat input, double low, double high)
    {
        int Limit(double value) => (int)Math.Clamp(Math.Floor(Math.ScaleB(value, input.FractionBits) + 0.5), input.Minimum, input.Maximum);
        return new SaturatedValues { Layer = layer, Inputs = [input], Output = new FixedPointFormat(input.FractionBits, Limit(low), Limit(high)) };
    }

    private static FixedPointSum Sum(Layer layer, ImmutableArray<FixedPointFormat> inputs, ValueDemand demand)
    {
        var (low, high) = (inputs.Sum(input => input.Minimum * input.Step), inputs.Sum(input => input.Maximum * input.Step));
        var finest = inputs.Max(input => input.FractionBits);
        var limited = Limited(demand, low, high);
        var fraction = Math.Min(finest, FixedPointFormat.FractionBitsFor(Math.ScaleB(1, -finest), limited.Low, limited.High));
        return new FixedPointSum { Layer = layer, Inputs = inputs, Output = FixedPointFormat.Of(fraction, limited.Low, limited.High) };
    }

    private static FixedPointMean Mean(Layer layer, AveragePool pool, FixedPointFormat input, ValueDemand demand, TensorShape shape)
    {
        var divisors = pool.Divisors(shape);
        // Padding counts as 0, which every format holds.
        var output = FormatOf(demand, input.Minimum * input.Step, input.Maximum * input.Step);
        var factors = divisors.Select(divisor => Math.ScaleB(1.0 / divisor, output.FractionBits - input.FractionBits)).ToArray();
        var shift = Scaling.ShiftFor(factors.Max(), Reach(input) * pool.Window.Taps);
        return new FixedPointMean
        {
            Layer = layer,
            Inputs = [input],
            Output = output,
            Window = pool.Window,
            Multipliers = [.. factors.Select(factor => Scaling.MultiplierOf(factor, shift))],
            Shift = shift,
        };
    }

    private static FixedPointScaleShift Scaled(ScaleShift layer, FixedPointFormat input, ValueDemand demand)
    {
        var channels = Enumerable.Range(0, layer.OutputShape.Channels);
        var (scales, shifts) = (channels.Select(c => (double)layer.Scale[c % layer.Scale.Length]).ToArray(), channels.Select(c => (double)layer.Shift[c % layer.Shift.Length]).ToArray());
        double[] ends = [input.Minimum * input.Step, input.Maximum * input.Step];
        var values = scales.SelectMany((scale, c) => ends.Select(end => (end * scale) + shifts[c])).ToArray();
        var output = FormatOf(demand, values.Min(), values.Max());
        var factors = Array.ConvertAll(scales, scale => Math.ScaleB(scale, output.FractionBits - input.FractionBits));
        var shift = Scaling.ShiftFor(factors.Max(Math.Abs), Reach(input));
        return new FixedPointScaleShift
        {
            Layer = layer,
            Inputs = [input],
            Output = output,
            Multipliers = [.. factors.Select(factor => Scaling.MultiplierOf(factor, shift))],
            Offsets = [.. shifts.Select(offset => Scaling.MultiplierOf(offset, output.FractionBits + shift))],
            Shift = shift,
        };
    }

    /// <summary>The format of a value that is rounded anyway: as fine as is wanted, and wide enough for what it can become as far as anybody cares.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="low">The least that it can become.</param>
    /// <param name="high">The greatest that it can become.</param>
    internal static FixedPointFormat FormatOf(ValueDemand demand, double low, double high)
    {
        var limited = Limited(demand, low, high);
        return FixedPointFormat.Of(FixedPointFormat.FractionBitsFor(limited.Step, limited.Low, limited.High), limited.Low, limited.High);
    }

    private static double Reach(FixedPointFormat format) => Math.Max(-(double)format.Minimum, format.Maximum);

    // Nobody reads it: one number is as good as any.
    private static ValueDemand Limited(ValueDemand demand, double low, double high) => new(
        double.IsFinite(demand.Step) ? demand.Step : 1,
        Math.Clamp(low, Math.Min(demand.Low, 0), 0),
        Math.Clamp(high, 0, Math.Max(demand.High, 0)));
}
