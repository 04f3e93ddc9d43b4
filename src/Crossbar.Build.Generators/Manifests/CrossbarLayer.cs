namespace Crossbar.Build.Generators.Manifests;

/// <summary>A layer that runs on crossbars, for the class's documentation.</summary>
/// <param name="Name">The ONNX node.</param>
/// <param name="Operator">The ONNX operator.</param>
/// <param name="InputShape">Such as <c>3×32×32</c>.</param>
/// <param name="OutputShape">Such as <c>16×32×32</c>.</param>
internal sealed record CrossbarLayer(string Name, string Operator, string InputShape, string OutputShape);
