using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Crossbar.Tests.Support;

/// <summary>
/// A model with one float input and one float output that ONNX Runtime, with its default optimisations, runs on the CPU.
/// Thread-safe: runs are one after another, so that none is under way when the native session is released.
/// </summary>
internal sealed class OnnxRuntimeSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private bool _disposed;

    static OnnxRuntimeSession()
    {
        // The official builds report their use over the network. The variable is read when the library starts, from the process's native
        // environment, which .NET's does not write to on Unix.
        const string Variable = "ORT_DISABLE_TELEMETRY";
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(Variable, "1");
        else
            _ = SetEnvironment(Variable, "1", overwrite: 1);
        OrtEnv.Instance().DisableTelemetryEvents();
    }

    /// <summary>Opens a model's file.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="threads">Threads that share one operator's work; 0 lets ONNX Runtime choose.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot run the model.</exception>
    public OnnxRuntimeSession(string path, int threads = 1)
        : this(options => new InferenceSession(path, options), threads)
    {
    }

    /// <summary>Opens a model in memory.</summary>
    /// <param name="model">The bytes of an .onnx file.</param>
    /// <param name="threads">Threads that share one operator's work; 0 lets ONNX Runtime choose.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot run the model.</exception>
    public OnnxRuntimeSession(byte[] model, int threads = 1)
        : this(options => new InferenceSession(model, options), threads)
    {
    }

    private OnnxRuntimeSession(Func<SessionOptions, InferenceSession> open, int threads)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = threads };
        _session = open(options);
    }

    /// <summary>The library's version, such as 1.31.1.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>The input's name.</summary>
    public string InputName => _session.InputNames.Single();

    /// <summary>The output's name.</summary>
    public string OutputName => _session.OutputNames.Single();

    /// <summary>The input's shape, batch included; −1 where it is open.</summary>
    public ReadOnlySpan<int> InputShape => _session.InputMetadata[InputName].Dimensions;

    /// <summary>Runs the model.</summary>
    /// <param name="input">Elements of the input.</param>
    /// <param name="shape">Its shape, batch included.</param>
    /// <returns>Elements of the output.</returns>
    /// <exception cref="OnnxRuntimeException">The model does not take this input.</exception>
    public float[] Run(Memory<float> input, params long[] shape)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using var image = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, shape);
            using var outputs = _session.Run(_run, _session.InputNames, [image], _session.OutputNames);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _session.Dispose();
            _run.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
