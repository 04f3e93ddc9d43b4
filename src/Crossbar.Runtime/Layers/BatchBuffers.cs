namespace Crossbar.Runtime.Layers;

/// <summary>The memory that one step of a prediction reads and writes, of each image of a batch.</summary>
internal readonly ref struct BatchBuffers
{
    private readonly ReadOnlySpan<float[][]> _values;
    private readonly ReadOnlySpan<int> _inputs;
    private readonly ExecutionStep _step;

    /// <summary>Gathers the buffers of one step.</summary>
    /// <param name="values">For each image, the buffers of all values of the network.</param>
    /// <param name="inputs">Which of them the layer reads.</param>
    /// <param name="step">The step.</param>
    /// <param name="scratch">At least <see cref="LayerKernel.BatchScratchLength"/> elements.</param>
    public BatchBuffers(ReadOnlySpan<float[][]> values, ReadOnlySpan<int> inputs, ExecutionStep step, Span<float> scratch)
    {
        _values = values;
        _inputs = inputs;
        _step = step;
        Scratch = scratch;
    }

    /// <summary>Number of images.</summary>
    public int Count => _values.Length;

    /// <summary>Memory whose content does not matter.</summary>
    public Span<float> Scratch { get; }

    /// <summary>The buffers of one image.</summary>
    public LayerBuffers this[int image] => new(_values[image], _inputs, _values[image][_step.Output], Scratch)
    {
        Summand = _step.Summand < 0 ? default : _values[image][_step.Summand],
        Floor = _step.Floor,
        Ceiling = _step.Ceiling,
    };
}
