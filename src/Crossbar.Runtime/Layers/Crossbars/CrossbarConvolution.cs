using System.Collections.Immutable;
using Crossbar.Runtime.Converters;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A convolution or dense layer on crossbar arrays (dense mapping, paper section 3.1): the window streams past the arrays, one
/// read a position; each tile's column currents are digitised, decoded and summed.
/// </summary>
public sealed record CrossbarConvolution : Layer
{
    /// <summary>How the window slides.</summary>
    public required WindowGeometry Window { get; init; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The activations that the DACs cover; holds 0.</summary>
    public required ConverterRange InputRange { get; init; }

    /// <summary>Resolution of the DACs in bits, 0 for ideal converters.</summary>
    public required int DacBits { get; init; }

    /// <summary>Resolution of the ADCs in bits, 0 for ideal converters.</summary>
    public required int AdcBits { get; init; }

    /// <summary>One digital summand an output channel.</summary>
    public required ImmutableArray<float> Bias { get; init; }

    /// <summary>The arrays.</summary>
    public required ImmutableArray<CrossbarTile> Tiles { get; init; }

    /// <summary>Length of one group's unrolled kernel, K.</summary>
    public required int KernelLength { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new CrossbarConvolutionKernel(this, context);
}
