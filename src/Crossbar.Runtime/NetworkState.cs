using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Crossbar.Runtime.Layers;

namespace Crossbar.Runtime;

/// <summary>The memory of one running prediction.</summary>
internal sealed class NetworkState
{
    private readonly float[] _scratch;

    public NetworkState(NetworkDesign design, ReadOnlySpan<LayerKernel> kernels)
    {
        Values = new float[design.Layers.Length + 1][];
        for (var k = 0; k < Values.Length; k++)
            Values[k] = new float[design.ShapeOf(k).Length];
        var scratch = 0;
        foreach (var kernel in kernels)
            scratch = Math.Max(scratch, kernel.ScratchLength);
        _scratch = GC.AllocateArray<float>(scratch, pinned: true);
    }

    /// <summary>Value 0 is the input, value k the output of layer k - 1.</summary>
    public float[][] Values { get; }

    public float[] Input => Values[0];

    public float[] Output => Values[^1];

    public void Run(NetworkDesign design, ReadOnlySpan<LayerKernel> kernels, ImmutableArray<ExecutionStep> steps)
    {
        foreach (var step in steps)
        {
            var inputs = ImmutableCollectionsMarshal.AsArray(design.Layers[step.Layer].Inputs);
            kernels[step.Layer].Run(new LayerBuffers(Values, inputs, Values[step.Output], _scratch)
            {
                Summand = step.Summand < 0 ? default : Values[step.Summand],
                Rectifies = step.Rectifies,
            });
        }
    }
}
