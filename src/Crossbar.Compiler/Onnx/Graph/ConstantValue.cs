using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A tensor that is the same for every image.</summary>
/// <param name="Tensor">Its elements.</param>
internal sealed record ConstantValue(ConstantTensor Tensor) : GraphValue;
