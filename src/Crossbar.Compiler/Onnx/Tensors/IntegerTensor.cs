using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>A constant of an integer type or of booleans (0 and 1).</summary>
/// <param name="Dimensions">The dimensions, outermost first.</param>
/// <param name="Values">The elements, last dimension fastest.</param>
internal sealed record IntegerTensor(ImmutableArray<long> Dimensions, ImmutableArray<long> Values) : ConstantTensor(Dimensions)
{
    /// <summary>
    /// The greatest magnitude of which a float tells that it is exact: 2²⁴ may be what 2²⁴ + 1 was rounded to.
    /// </summary>
    public const int LargestExact = (1 << 24) - 1;

    /// <summary>The file's type.</summary>
    public DataType Type { get; init; } = DataType.Int64;

    /// <summary>The elements in single precision.</summary>
    /// <exception cref="NodeException">One of them cannot be represented.</exception>
    public ImmutableArray<float> ToFloats()
    {
        foreach (var value in Values)
        {
            if (value is < -LargestExact or > LargestExact)
                throw new NodeException($"It computes with {value}, a whole number beyond ±{LargestExact}. Let the exporter fold constants (onnxsim).");
        }

        return [.. Values.Select(v => (float)v)];
    }

    /// <inheritdoc/>
    public override int Length => Values.Length;
}
