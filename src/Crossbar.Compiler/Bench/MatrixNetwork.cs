namespace Crossbar.Compiler.Bench;

/// <summary>A matrix as the network that the compiler puts on arrays: one dense layer, named <c>matrix</c>.</summary>
public static class MatrixNetwork
{
    private const int InputCount = 64;

    /// <summary>Makes the network.</summary>
    /// <param name="inputs">Number of inputs M.</param>
    /// <param name="outputs">Number of outputs N.</param>
    /// <param name="weights">[M, N]; taken in single precision, as the weights of networks are.</param>
    public static NetworkDesign Of(int inputs, int outputs, ReadOnlySpan<double> weights)
    {
        var transposed = new float[weights.Length];
        for (var k = 0; k < transposed.Length; k++)
            transposed[(k % outputs * inputs) + (k / outputs)] = (float)weights[k];
        return new NetworkDesign
        {
            InputShape = new TensorShape(inputs),
            Layers =
            [
                new Convolution
                {
                    Name = "matrix",
                    Inputs = [0],
                    OutputShape = new TensorShape(outputs),
                    Window = WindowGeometry.Point,
                    Weights = [.. transposed],
                    Bias = [.. new float[outputs]],
                },
            ],
        };
    }

    /// <summary>
    /// What it is supposed to be fed with, for conversions that look at inputs (levels, nonlinear cells, the mean signal): shares of full scale, evenly
    /// between 0 and 1, the same every time.
    /// </summary>
    /// <param name="network">The network.</param>
    public static IReadOnlyList<float[]> Inputs(NetworkDesign network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var random = new Runtime.Devices.RandomSequence(1);
        return [.. Enumerable.Range(0, InputCount).Select(_ => Enumerable.Range(0, network.InputShape.Length).Select(_ => (float)random.NextUniform()).ToArray())];
    }
}
