namespace Crossbar.Compiler.Tests.Mapping;

/// <summary>Weights and layers for tests, the same ones in every run.</summary>
internal static class Weights
{
    /// <summary>Normally distributed numbers with the given deviation.</summary>
    public static float[] Normal(int count, int seed, double deviation = 0.1)
    {
        var random = new Random(seed);
        var weights = new float[count];
        foreach (ref var weight in weights.AsSpan())
            weight = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return weights;
    }

    /// <summary>A dense layer, weights [outputs, inputs].</summary>
    public static Convolution Dense(int inputs, int outputs, float[] weights) => new()
    {
        Name = "dense",
        Inputs = [0],
        OutputShape = new TensorShape(outputs),
        Window = WindowGeometry.Point,
        Weights = [.. weights],
        Bias = [.. new float[outputs]],
    };

    /// <summary>A dense layer of normally distributed weights in one tile.</summary>
    public static MappedTile Tile(int rows, int outputs, int seed, MappingOptions? options = null)
    {
        options = (options ?? new MappingOptions()) with { MaxRows = 0, MaxColumns = 0 };
        return Assert.Single(LayerMapping.Map(0, Dense(rows, outputs, Normal(rows * outputs, seed)), new TensorShape(rows), options).Tiles);
    }
}
