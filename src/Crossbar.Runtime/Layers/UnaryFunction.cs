namespace Crossbar.Runtime.Layers;

/// <summary>What a <see cref="Unary"/> does to an element x; α and β are its parameters. All as ONNX defines them.</summary>
public enum UnaryFunction
{
    /// <summary>|x|.</summary>
    Absolute,

    /// <summary>The least whole number that is not less.</summary>
    Ceiling,

    /// <summary>max(x, 0) + min(α·(exp(x/α) − 1), 0).</summary>
    Celu,

    /// <summary>x limited to [α, β].</summary>
    Clip,

    /// <summary>The cosine.</summary>
    Cosine,

    /// <summary>x, or α·(exp(x) − 1) where x is negative.</summary>
    Elu,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>exp(x).</summary>
    Exponential,

    /// <summary>The greatest whole number that is not greater.</summary>
    Floor,

    /// <summary>x·Φ(x), Φ being the standard normal distribution.</summary>
    Gelu,

    /// <summary><see cref="Gelu"/> approximated by a hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary>α·x + β limited to [0, 1].</summary>
    HardSigmoid,

    /// <summary>x·(x/6 + ½ limited to [0, 1]).</summary>
    HardSwish,

    /// <summary>x, or α·x where x is negative.</summary>
    LeakyRelu,

    /// <summary>The natural logarithm.</summary>
    Logarithm,

    /// <summary>x·tanh(ln(1 + exp(x))).</summary>
    Mish,

    /// <summary>−x.</summary>
    Negative,

    /// <summary>1 where x is 0, else 0.</summary>
    Not,

    /// <summary>1/x.</summary>
    Reciprocal,

    /// <summary>The nearest whole number, the even one of two.</summary>
    Round,

    /// <summary>β·x, or β·α·(exp(x) − 1) where x is not positive.</summary>
    Selu,

    /// <summary>1/(1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>−1, 0 or 1.</summary>
    Sign,

    /// <summary>The sine.</summary>
    Sine,

    /// <summary>ln(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x/(1 + |x|).</summary>
    Softsign,

    /// <summary>The square root.</summary>
    SquareRoot,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x, or 0 where x is not greater than α.</summary>
    ThresholdedRelu,

    /// <summary>x without its fraction.</summary>
    Truncate,
}
