using Microsoft.ML.OnnxRuntime;

namespace Web;

/// <summary>The network as it was trained, run by ONNX Runtime. Safe for any number of threads.</summary>
public sealed class SoftwareNetwork : IDisposable
{
    private readonly InferenceSession _session = new(Path.Combine(AppContext.BaseDirectory, "Mnist.onnx"));

    /// <summary>Computes the scores of one image.</summary>
    /// <param name="pixels">28×28 pixels, row by row.</param>
    public float[] Predict(byte[] pixels)
    {
        var input = Array.ConvertAll(pixels, pixel => pixel / 255f);
        using var image = OrtValue.CreateTensorValueFromMemory(input, [1, 1, 28, 28]);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, _session.InputNames, [image], _session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
