namespace Crossbar.Runtime.Tests.Layers;

/// <summary>Runs a network of a single layer.</summary>
internal static class OneLayer
{
    public static NetworkDesign Design(Layer layer, TensorShape input, HardwareDesign? hardware = null) =>
        new() { InputShape = input, Layers = [layer], Hardware = hardware ?? new HardwareDesign() };

    public static float[] Run(Layer layer, TensorShape input, ReadOnlySpan<float> x, HardwareDesign? hardware = null, CrossbarOptions? options = null)
    {
        var y = new float[layer.OutputShape.Length];
        new CrossbarNetwork(Design(layer, input, hardware), options).Predict(x, y);
        return y;
    }

    /// <summary>Pseudo-random numbers in [low, high).</summary>
    public static float[] Numbers(Random random, int count, float low, float high)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
            number = low + ((high - low) * random.NextSingle());
        return numbers;
    }
}
