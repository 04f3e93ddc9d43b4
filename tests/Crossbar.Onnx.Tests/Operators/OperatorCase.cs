namespace Crossbar.Onnx.Tests.Operators;

/// <summary>A small model with one operator, in all operator sets that define it so.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="First">The first operator set.</param>
/// <param name="Last">The last one.</param>
/// <param name="Build">Makes the model.</param>
internal sealed record OperatorCase(string Operator, int First, int Last, Func<ModelBuilder> Build);
