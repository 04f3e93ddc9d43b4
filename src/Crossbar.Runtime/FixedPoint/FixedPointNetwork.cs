namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// A network whose digital half computes in whole numbers. Formats, multipliers and shifts follow from the design alone: DAC and ADC ranges, which were
/// calibrated on data, say how fine values must be, and the codes that there are how great they can become, so that nothing overflows whatever the image.
/// </summary>
public sealed class FixedPointNetwork
{
    private FixedPointNetwork(ImmutableArray<FixedPointFormat> formats, ImmutableArray<FixedPointLayer> layers) => (Formats, Layers) = (formats, layers);

    /// <summary>The format of each value; value 0 is the network's input, value k the output of layer k − 1.</summary>
    public ImmutableArray<FixedPointFormat> Formats { get; }

    /// <summary>The layers.</summary>
    public ImmutableArray<FixedPointLayer> Layers { get; }

    /// <summary>Chooses formats and constants, for which no circuit is solved; what arrays compute is when it is asked for (<see cref="FixedPointTile.Slices"/>).</summary>
    /// <param name="inputShape">Shape of an image.</param>
    /// <param name="layers">The compiled network.</param>
    /// <param name="hardware">The chip that was compiled for.</param>
    /// <param name="options">What differs from the compiled design.</param>
    /// <exception cref="NotSupportedException">A layer has no fixed-point arithmetic (<see cref="Refusal"/>), or a function no value at what its argument can become.</exception>
    public static FixedPointNetwork Of(TensorShape inputShape, ImmutableArray<Layer> layers, HardwareDesign hardware, CrossbarOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Refusal(layers, hardware, options) is { } refusal)
            throw new NotSupportedException(refusal);
        var demands = DemandPass.Of(layers, hardware, options);
        var formats = new FixedPointFormat[layers.Length + 1];
        formats[0] = InputFormat(demands[0]);
        var result = ImmutableArray.CreateBuilder<FixedPointLayer>(layers.Length);
        for (var k = 0; k < layers.Length; k++)
        {
            var inputs = layers[k].Inputs;
            var context = new LayerContext(k, [.. inputs.Select(input => input == 0 ? inputShape : layers[input - 1].OutputShape)], hardware, options);
            result.Add(LayerPlan.Of(layers[k], [.. inputs.Select(input => formats[input])], demands[k + 1], context));
            formats[k + 1] = result[k].Output;
        }

        return new FixedPointNetwork([.. formats], result.MoveToImmutable());
    }

    /// <summary>Says which layer has no fixed-point arithmetic, and why; null if all have.</summary>
    /// <param name="layers">The compiled network.</param>
    /// <param name="hardware">The chip that was compiled for.</param>
    /// <param name="options">What differs from the compiled design.</param>
    public static string? Refusal(ImmutableArray<Layer> layers, HardwareDesign hardware, CrossbarOptions options)
    {
        for (var k = 0; k < layers.Length; k++)
        {
            if (LayerPlan.Refusal(layers[k], k == layers.Length - 1, hardware, options) is { } refusal)
                return $"Layer '{layers[k].Name}' has no fixed-point arithmetic: {refusal}";
        }

        return null;
    }

    // What nobody limits is given four times the width of an image in [0, 1].
    private static FixedPointFormat InputFormat(ValueDemand demand)
    {
        var step = double.IsFinite(demand.Step) ? demand.Step : 1.0 / byte.MaxValue;
        var (low, high) = (double.IsFinite(demand.Low) ? demand.Low : -4, double.IsFinite(demand.High) ? demand.High : 4);
        return FixedPointFormat.Of(FixedPointFormat.FractionBitsFor(step, low, high), low, high);
    }
}
