namespace Crossbar.Runtime.Layers;

/// <summary>A function of two values, element by element, of which either may be repeated along dimensions (NumPy's broadcasting).</summary>
public sealed record Binary : Layer
{
    /// <summary>The function.</summary>
    public required BinaryFunction Function { get; init; }

    /// <summary>Dimensions of the first operand.</summary>
    public required ImmutableArray<int> Left { get; init; }

    /// <summary>Dimensions of the second operand.</summary>
    public required ImmutableArray<int> Right { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => Function switch
    {
        BinaryFunction.Subtract => "Sub",
        BinaryFunction.Multiply => "Mul",
        BinaryFunction.Divide => "Div",
        BinaryFunction.Maximum => "Max",
        BinaryFunction.Minimum => "Min",
        BinaryFunction.Power => "Pow",
        BinaryFunction.Modulo or BinaryFunction.Remainder => "Mod",
        _ => Function.ToString(),
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The operands' dimensions do not go together.</exception>
    public override LayerKernel Prepare(LayerContext context) => new BinaryKernel(Function, new Broadcasting(Left, Right));
}
