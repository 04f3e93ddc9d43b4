using System.Collections.Immutable;

namespace Crossbar.Runtime.Layers;

/// <summary>A digital x·Scale[c] + Shift[c] per channel: a batch norm that could not be folded, or an added constant.</summary>
public sealed record ScaleShift : Layer
{
    /// <summary>Factor of each channel; one value serves all.</summary>
    public required ImmutableArray<float> Scale { get; init; }

    /// <summary>Summand of each channel; one value serves all.</summary>
    public required ImmutableArray<float> Shift { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => throw new NotSupportedException();
}
