using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Runtime;

/// <summary>The memory of running predictions, of one image or of several that go through the network side by side.</summary>
internal sealed class NetworkState
{
    private readonly NetworkDesign _design;
    private readonly LayerKernel[] _kernels;
    private readonly ImmutableArray<ExecutionStep> _steps;
    private readonly int[] _buffers;
    private readonly FixedPointFormat? _inputFormat;
    private float[][][] _values = [];
    private AlignedMemory _scratch = new(0);

    /// <summary>Takes memory for one image.</summary>
    /// <param name="design">The network.</param>
    /// <param name="kernels">Its layers' kernels.</param>
    /// <param name="steps">What to do.</param>
    /// <param name="buffers">For each value the number of its buffer (<see cref="ExecutionPlan.Buffers"/>); -1 for none.</param>
    /// <param name="inputFormat">What images are rounded to; null for nothing.</param>
    public NetworkState(NetworkDesign design, LayerKernel[] kernels, ImmutableArray<ExecutionStep> steps, int[] buffers, FixedPointFormat? inputFormat)
    {
        (_design, _kernels, _steps, _buffers, _inputFormat) = (design, kernels, steps, buffers, inputFormat);
        MakeRoom(1);
    }

    /// <summary>Value 0 of an image is the input, value k the output of layer k - 1; empty where no step computes it, and another value where that has its buffer.</summary>
    public float[][] Values(int image) => _values[image];

    public float[] Input(int image) => _values[image][0];

    public float[] Output(int image) => _values[image][^1];

    /// <summary>Makes sure that there is room for a number of images.</summary>
    public void MakeRoom(int images)
    {
        var present = _values.Length;
        if (images <= present)
            return;
        Array.Resize(ref _values, images);
        for (var image = present; image < images; image++)
        {
            var buffers = new float[_buffers.Max() + 1][];
            var values = new float[_buffers.Length][];
            for (var value = 0; value < values.Length; value++)
                values[value] = _buffers[value] < 0 ? [] : buffers[_buffers[value]] ??= new float[_design.ShapeOf(value).Length];
            _values[image] = values;
        }

        var scratch = 0;
        foreach (var kernel in _kernels)
            scratch = Math.Max(scratch, kernel.BatchScratchLength(images));
        _scratch = new AlignedMemory(scratch);
    }

    /// <summary>Computes the outputs of the first images.</summary>
    public void Run(int images)
    {
        for (var image = 0; image < images && _inputFormat is { } format; image++)
            format.Quantise(_values[image][0]);
        foreach (var step in _steps)
            _kernels[step.Layer].RunBatch(new BatchBuffers(_values.AsSpan(0, images), _design.Layers[step.Layer].Inputs.AsSpan(), step, _scratch.Span));
    }
}
