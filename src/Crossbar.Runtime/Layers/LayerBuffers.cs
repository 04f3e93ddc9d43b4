namespace Crossbar.Runtime.Layers;

/// <summary>The memory that one run of a layer reads and writes.</summary>
public readonly ref struct LayerBuffers
{
    private readonly ReadOnlySpan<float[]> _values;
    private readonly ReadOnlySpan<int> _inputs;

    /// <summary>Gathers the buffers of one run.</summary>
    /// <param name="values">The buffers of all values of the network.</param>
    /// <param name="inputs">Which of them the layer reads.</param>
    /// <param name="output">Receives the result.</param>
    /// <param name="scratch">At least <see cref="LayerKernel.ScratchLength"/> elements.</param>
    public LayerBuffers(ReadOnlySpan<float[]> values, ReadOnlySpan<int> inputs, Span<float> output, Span<float> scratch)
    {
        _values = values;
        _inputs = inputs;
        Output = output;
        Scratch = scratch;
    }

    /// <summary>The layer's output, flattened.</summary>
    public Span<float> Output { get; }

    /// <summary>Memory whose content does not matter.</summary>
    public Span<float> Scratch { get; }

    /// <summary>What a kernel that <see cref="LayerKernel.Finishes"/> adds to its output: as many elements, or none.</summary>
    public ReadOnlySpan<float> Summand { get; init; }

    /// <summary>What a kernel that <see cref="LayerKernel.Finishes"/> raises lesser outputs to, after the sum; −∞ for none.</summary>
    public float Floor { get; init; } = float.NegativeInfinity;

    /// <summary>What it then lowers greater outputs to; +∞ for none.</summary>
    public float Ceiling { get; init; } = float.PositiveInfinity;

    /// <summary>The layer's input number <paramref name="index"/>, flattened.</summary>
    public ReadOnlySpan<float> Input(int index) => _values[_inputs[index]];
}
