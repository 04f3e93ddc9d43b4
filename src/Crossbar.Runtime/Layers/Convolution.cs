using Crossbar.Runtime.Layers.Depthwise;

namespace Crossbar.Runtime.Layers;

/// <summary>
/// A digital convolution or dense layer: what the importer reads, the mapping turns into crossbars, and the software network
/// computes. Input [C, H, W], or [C] for a dense layer (a 1×1 window over a 1×1 image).
/// </summary>
public sealed record Convolution : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Weights, [outputs, C / Groups, KernelHeight, KernelWidth] flattened.</summary>
    public required ImmutableArray<float> Weights { get; init; }

    /// <summary>One bias an output channel.</summary>
    public required ImmutableArray<float> Bias { get; init; }

    /// <summary>Number of groups: output channel o sees only the input channels of group o·Groups/outputs.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Number of output channels.</summary>
    public int Outputs => Bias.Length;

    /// <summary>Length of one unrolled kernel, K = C / Groups · KernelHeight · KernelWidth.</summary>
    public int KernelLength => Weights.Length / Outputs;

    /// <inheritdoc/>
    public override string OperatorName => "Conv";

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context)
    {
        var input = context.InputShapes[0];
        if (Groups != input.Channels || Outputs != Groups || KernelLength != Window.Taps)
            return new ConvolutionKernel(this, input);
        if (DepthwiseLinesKernel.Suits(Window, OutputShape))
            return new DepthwiseLinesKernel(Window, input, OutputShape, Weights.AsSpan(), Bias.AsSpan());
        return DepthwisePlan.Of(Window, input, OutputShape) is { } plan ? new DepthwiseKernel(plan, input, Weights.AsSpan(), Bias.AsSpan()) : new ConvolutionKernel(this, input);
    }
}
