namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>How a file's whole numbers q stand for real ones: scale·(q − zero).</summary>
/// <param name="Scale">The step.</param>
/// <param name="Zero">What stands for 0.</param>
internal sealed record Quantization(float Scale, long Zero);
