namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>The functions of one element that have a circuit: those that are continuous and end in straight lines.</summary>
internal static class UnaryShapes
{
    private static readonly Line Zero = new(0, 0);
    private static readonly Line One = new(1, 0);
    private static readonly Line MinusOne = new(-1, 0);
    private static readonly Line Same = new(0, 1);

    /// <summary>A layer's function; null where it jumps, or bends for ever.</summary>
    public static ScalarFunction? Of(Unary layer)
    {
        double a = layer.Alpha, b = layer.Beta;
        return layer.Function switch
        {
            UnaryFunction.Absolute => new(Math.Abs, [0], new(0, -1), Same),
            UnaryFunction.Negative => new(x => -x, [], new(0, -1), new(0, -1)),
            UnaryFunction.Clip => Clip(a, b),
            UnaryFunction.LeakyRelu => Leaky(a),
            UnaryFunction.HardSigmoid => Clip(0, 1).Of(a, b),
            UnaryFunction.HardSwish => new(x => x * Math.Clamp((x / 6) + 0.5, 0, 1), [-3, 3], Zero, Same),
            UnaryFunction.Sigmoid => new(ValueOf(layer), [0], Zero, One),
            UnaryFunction.Tanh or UnaryFunction.Erf => new(ValueOf(layer), [0], MinusOne, One),
            UnaryFunction.Softplus or UnaryFunction.Gelu or UnaryFunction.GeluTanh or UnaryFunction.Mish => new(ValueOf(layer), [0], Zero, Same),
            UnaryFunction.Elu => new(ValueOf(layer), [0], new(-a, 0), Same),
            UnaryFunction.Celu when a > 0 => new(ValueOf(layer), [0], new(-a, 0), Same),
            UnaryFunction.Selu => new(ValueOf(layer), [0], new(-a * b, 0), new(0, b)),
            _ => null,
        };
    }

    /// <summary>x, or slope·x where x is negative.</summary>
    public static ScalarFunction Leaky(double slope) => new(x => x < 0 ? slope * x : x, [0], new(0, slope), Same);

    // As ONNX says: where the limits cross, the upper one holds.
    private static ScalarFunction Clip(double low, double high)
    {
        low = Math.Min(low, high);
        var (left, right) = (double.IsFinite(low) ? new Line(low, 0) : Same, double.IsFinite(high) ? new Line(high, 0) : Same);
        return new(x => Math.Min(Math.Max(x, low), high), [.. new[] { low, high }.Where(double.IsFinite).Distinct()], left, right);
    }

    // The runtime's own arithmetic.
    private static Func<double, double> ValueOf(Unary layer)
    {
        var kernel = layer.Prepare(new LayerContext(0, [layer.OutputShape], new HardwareDesign(), new CrossbarOptions()));
        return x =>
        {
            Span<float> y = stackalloc float[1];
            kernel.Run(new LayerBuffers([[(float)x]], [0], y, default));
            return y[0];
        };
    }
}
