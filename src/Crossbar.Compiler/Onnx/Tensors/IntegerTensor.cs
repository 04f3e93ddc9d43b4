using System.Collections.Immutable;

namespace Crossbar.Compiler.Onnx.Tensors;

/// <summary>A constant of an integer type or of booleans (0 and 1).</summary>
/// <param name="Dimensions">The dimensions, outermost first.</param>
/// <param name="Values">The elements, last dimension fastest.</param>
internal sealed record IntegerTensor(ImmutableArray<long> Dimensions, ImmutableArray<long> Values) : ConstantTensor(Dimensions)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}
