using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx;

/// <summary>Refuses layers whose numbers are not finite, stored so or made so by folding (a negative variance, an overflow).</summary>
internal static class FiniteWeights
{
    /// <summary>Reports every such layer (CBX0004).</summary>
    public static void Check(ImportedModel model, string path, DiagnosticBag diagnostics)
    {
        for (var k = 0; k < model.Design.Layers.Length; k++)
        {
            var layer = model.Design.Layers[k];
            if (!IsFinite(layer))
            {
                diagnostics.Report(
                    Descriptors.UnsupportedNode, path, RefusalReport.Subject(layer.Name), model.Operators[k], model.Opset,
                    "its weights, or what was folded into them, are not all finite numbers. Train or export the network again.");
            }
        }
    }

    private static bool IsFinite(Layer layer) => layer switch
    {
        Convolution convolution => convolution.Weights.All(float.IsFinite) && convolution.Bias.All(float.IsFinite),
        ScaleShift affine => affine.Scale.All(float.IsFinite) && affine.Shift.All(float.IsFinite),
        _ => true,
    };
}
