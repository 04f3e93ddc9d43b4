namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>A constant of a floating-point type, in single precision.</summary>
/// <param name="Dimensions">The dimensions, outermost first.</param>
/// <param name="Values">The elements, last dimension fastest.</param>
internal sealed record FloatTensor(ImmutableArray<long> Dimensions, ImmutableArray<float> Values) : ConstantTensor(Dimensions)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}
