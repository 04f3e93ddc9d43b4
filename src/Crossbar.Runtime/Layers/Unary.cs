namespace Crossbar.Runtime.Layers;

/// <summary>A function of every element by itself: activations beyond <see cref="Relu"/>, roots, roundings.</summary>
public sealed record Unary : Layer
{
    /// <summary>The function.</summary>
    public required UnaryFunction Function { get; init; }

    /// <summary>The function's first parameter.</summary>
    public float Alpha { get; init; }

    /// <summary>The function's second parameter.</summary>
    public float Beta { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => Function switch
    {
        UnaryFunction.Absolute => "Abs",
        UnaryFunction.Ceiling => "Ceil",
        UnaryFunction.Cosine => "Cos",
        UnaryFunction.Exponential => "Exp",
        UnaryFunction.GeluTanh => "Gelu",
        UnaryFunction.Logarithm => "Log",
        UnaryFunction.Negative => "Neg",
        UnaryFunction.Sine => "Sin",
        UnaryFunction.SquareRoot => "Sqrt",
        UnaryFunction.Truncate => "Cast",
        _ => Function.ToString(),
    };

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private sealed class Kernel(Unary layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers) =>
            UnaryFunctions.Apply(layer.Function, layer.Alpha, layer.Beta, buffers.Input(0), buffers.Output);
    }
}
