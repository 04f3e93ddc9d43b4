namespace Crossbar.Runtime.FixedPoint;

/// <summary>A layer that only moves or chooses numbers, and so computes the same in every arithmetic.</summary>
public sealed record UnchangedValues : FixedPointLayer
{
    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => Layer.Prepare(context);
}
