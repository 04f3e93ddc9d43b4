namespace Crossbar.Runtime.FixedPoint;

/// <summary>A layer of the network in whole numbers: constants from which both the runtime's kernel and the generated hardware are made.</summary>
public abstract record FixedPointLayer
{
    /// <summary>The layer that it computes.</summary>
    public required Layer Layer { get; init; }

    /// <summary>The formats of the values that it reads.</summary>
    public required ImmutableArray<FixedPointFormat> Inputs { get; init; }

    /// <summary>The format of what it computes.</summary>
    public required FixedPointFormat Output { get; init; }

    /// <summary>Makes the code that runs it.</summary>
    /// <param name="context">Shapes of the inputs, hardware and options.</param>
    public abstract LayerKernel Prepare(LayerContext context);
}
