using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Crossbar.OnnxRuntime;

/// <summary>A model that ONNX Runtime runs on the CPU. <see cref="Run(ReadOnlySpan{float}, ReadOnlySpan{long})"/> is thread-safe.</summary>
public sealed unsafe class OnnxRuntimeSession : IDisposable
{
    private const int FloatType = 1;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly OrtHandle _memory;
    private readonly byte[] _inputName;
    private readonly byte[] _outputName;

    private OnnxRuntimeSession(OrtApi api, OrtHandle session, OrtHandle memory)
    {
        _api = api;
        _session = session;
        _memory = memory;
        Inputs = Describe(OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);
        Outputs = Describe(OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);
        _inputName = Inputs.IsEmpty ? [] : Terminated(Inputs[0].Name);
        _outputName = Outputs.IsEmpty ? [] : Terminated(Outputs[0].Name);
    }

    /// <summary>The model's inputs.</summary>
    public ImmutableArray<OnnxRuntimeTensor> Inputs { get; }

    /// <summary>The model's outputs.</summary>
    public ImmutableArray<OnnxRuntimeTensor> Outputs { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="input">Elements of the only input.</param>
    /// <param name="shape">Its shape, batch included.</param>
    /// <returns>Elements of the first output.</returns>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    /// <exception cref="OnnxRuntimeException">The model has several inputs, or does not take this shape.</exception>
    public float[] Run(ReadOnlySpan<float> input, ReadOnlySpan<long> shape)
    {
        var value = RunNative(input, shape);
        try
        {
            return Elements(value).ToArray();
        }
        finally
        {
            _api.Releaser(OrtSlot.ReleaseValue)(value);
        }
    }

    /// <summary>Runs the model; allocates nothing on the managed heap.</summary>
    /// <param name="input">Elements of the only input.</param>
    /// <param name="shape">Its shape, batch included.</param>
    /// <param name="output">Receives the elements of the first output; exactly as long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="OnnxRuntimeException">The model has several inputs, or does not take this shape.</exception>
    public void Run(ReadOnlySpan<float> input, ReadOnlySpan<long> shape, Span<float> output)
    {
        var value = RunNative(input, shape);
        try
        {
            var elements = Elements(value);
            if (elements.Length != output.Length)
                throw new ArgumentException($"The output has {elements.Length} elements, not {output.Length}.", nameof(output));
            elements.CopyTo(output);
        }
        finally
        {
            _api.Releaser(OrtSlot.ReleaseValue)(value);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Dispose();
        _session.Dispose();
    }

    /// <summary>Makes a session.</summary>
    /// <param name="library">The library.</param>
    /// <param name="intraOpThreads">Threads that share one operator's work; 0 for ONNX Runtime's choice.</param>
    /// <param name="open">Makes the native session from native options.</param>
    internal static OnnxRuntimeSession Create(OnnxRuntimeLibrary library, int intraOpThreads, Func<nint, nint> open)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(intraOpThreads);
        var api = library.Api;
        void* created;
        api.Check(((delegate* unmanaged<void**, void*>)api[OrtSlot.CreateSessionOptions])(&created));
        using var options = new OrtHandle(created, api.Releaser(OrtSlot.ReleaseSessionOptions));
        if (intraOpThreads > 0)
        {
            api.Check(((delegate* unmanaged<void*, int, void*>)api[OrtSlot.SetIntraOpNumThreads])(created, intraOpThreads));
            api.Check(((delegate* unmanaged<void*, int, void*>)api[OrtSlot.SetInterOpNumThreads])(created, 1));
        }

        void* described;
        api.Check(
            ((delegate* unmanaged<int, int, void**, void*>)api[OrtSlot.CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &described));
        // A run holds the session alone, so the session holds the rest.
        var memory = new OrtHandle(described, api.Releaser(OrtSlot.ReleaseMemoryInfo), library.Environment);
        try
        {
            var session = (void*)open((nint)created);
            return new OnnxRuntimeSession(api, new OrtHandle(session, api.Releaser(OrtSlot.ReleaseSession), memory), memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private void* RunNative(ReadOnlySpan<float> input, ReadOnlySpan<long> shape)
    {
        if (Inputs.Length != 1)
            throw new OnnxRuntimeException(2, $"The model has {Inputs.Length} inputs; models with one are run here.");
        var length = 1L;
        foreach (var dimension in shape)
            length *= dimension;
        if (length != input.Length)
            throw new ArgumentException($"The shape has {length} elements, the input {input.Length}.", nameof(shape));

        var held = false;
        _session.DangerousAddRef(ref held);
        try
        {
            fixed (float* data = input)
            fixed (long* dimensions = shape)
            fixed (byte* inputName = _inputName)
            fixed (byte* outputName = _outputName)
            {
                void* tensor;
                var wrap = (delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)
                    _api[OrtSlot.CreateTensorWithDataAsOrtValue];
                var memory = (void*)_memory.DangerousGetHandle();
                _api.Check(wrap(memory, data, (nuint)input.Length * sizeof(float), dimensions, (nuint)shape.Length, FloatType, &tensor));
                void* result = null;
                byte* inputNames = inputName, outputNames = outputName;
                var run = (delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)_api[OrtSlot.Run];
                var status = run((void*)_session.DangerousGetHandle(), null, &inputNames, &tensor, 1, &outputNames, 1, &result);
                _api.Releaser(OrtSlot.ReleaseValue)(tensor);
                _api.Check(status);
                return result;
            }
        }
        finally
        {
            if (held)
                _session.DangerousRelease();
        }
    }

    private ReadOnlySpan<float> Elements(void* value)
    {
        var shape = _api.Get(OrtSlot.GetTensorTypeAndShape, value);
        int type, count;
        try
        {
            _api.Check(((delegate* unmanaged<void*, int*, void*>)_api[OrtSlot.GetTensorElementType])(shape, &type));
            count = _api.Count(OrtSlot.GetTensorShapeElementCount, shape);
        }
        finally
        {
            _api.Releaser(OrtSlot.ReleaseTensorTypeAndShapeInfo)(shape);
        }

        return type == FloatType
            ? new ReadOnlySpan<float>(_api.Get(OrtSlot.GetTensorMutableData, value), count)
            : throw new OnnxRuntimeException(2, "The model's first output is not of type float.");
    }

    private ImmutableArray<OnnxRuntimeTensor> Describe(OrtSlot countSlot, OrtSlot nameSlot, OrtSlot typeSlot)
    {
        var session = (void*)_session.DangerousGetHandle();
        void* allocator;
        _api.Check(((delegate* unmanaged<void**, void*>)_api[OrtSlot.GetAllocatorWithDefaultOptions])(&allocator));
        var tensors = ImmutableArray.CreateBuilder<OnnxRuntimeTensor>();
        for (nuint i = 0; i < (nuint)_api.Count(countSlot, session); i++)
        {
            byte* name;
            _api.Check(((delegate* unmanaged<void*, nuint, void*, byte**, void*>)_api[nameSlot])(session, i, allocator, &name));
            var text = Marshal.PtrToStringUTF8((nint)name)!;
            _api.Check(((delegate* unmanaged<void*, void*, void*>)_api[OrtSlot.AllocatorFree])(allocator, name));
            void* type;
            _api.Check(((delegate* unmanaged<void*, nuint, void**, void*>)_api[typeSlot])(session, i, &type));
            using var typeHandle = new OrtHandle(type, _api.Releaser(OrtSlot.ReleaseTypeInfo));
            tensors.Add(DescribeType(text, type));
        }

        return tensors.ToImmutable();
    }

    private OnnxRuntimeTensor DescribeType(string name, void* type)
    {
        // Belongs to the type; null where that is no tensor.
        var tensor = _api.Get(OrtSlot.CastTypeInfoToTensorInfo, type);
        if (tensor == null)
            return new OnnxRuntimeTensor(name, [], false);
        int element;
        _api.Check(((delegate* unmanaged<void*, int*, void*>)_api[OrtSlot.GetTensorElementType])(tensor, &element));
        var shape = new long[_api.Count(OrtSlot.GetDimensionsCount, tensor)];
        fixed (long* dimensions = shape)
            _api.Check(
                ((delegate* unmanaged<void*, long*, nuint, void*>)_api[OrtSlot.GetDimensions])(tensor, dimensions, (nuint)shape.Length));
        return new OnnxRuntimeTensor(name, [.. shape], element == FloatType);
    }

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
