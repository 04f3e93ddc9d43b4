using Crossbar.Compiler.Models;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>
/// Refuses layers whose numbers are not finite, stored so or made so by folding (a negative variance, an overflow), and layers that make
/// NaN or infinity of every image. An infinity that only bounds, masks or pads is no fault: networks limit, compare and hide by it.
/// </summary>
internal static class FiniteWeights
{
    private const string Again = "Train or export the network again.";
    private const string NotFinite = $"its weights, or what was folded into them, are not all finite numbers. {Again}";

    // What is left of single precision for the sums of products that weights go into.
    private const float Greatest = 1e30f;

    /// <summary>Reports every such layer (CBX0004).</summary>
    public static void Check(ImportedModel model, string path, DiagnosticBag diagnostics)
    {
        var design = model.Design;
        var readers = Enumerable.Range(0, design.Layers.Length).SelectMany(k => design.Layers[k].Inputs.Select(input => (input, k))).ToLookup(p => p.input, p => p.k);
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (Fault(design, readers, k) is { } fault)
                diagnostics.Report(Descriptors.UnsupportedNode, path, RefusalReport.Subject(design.Layers[k].Name), model.Operators[k], model.Opset, fault);
        }
    }

    private static string? Fault(NetworkDesign design, ILookup<int, int> readers, int index) => design.Layers[index] switch
    {
        Convolution layer => Folded(layer.Weights) ?? Folded(layer.Bias),
        ScaleShift layer => AllFinite(layer.Scale) && AllFinite(layer.Shift) ? null : NotFinite,
        Resampling layer => AllFinite(layer.Weights) ? null : $"its weights of interpolation are not all finite numbers. {Again}",
        Unary layer => Fault(layer),
        Constant layer when layer.Values.Any(float.IsNaN) => $"a constant that it computes with is NaN. {Again}",
        Constant layer when !AllFinite(layer.Values) && !IsHarmless(design, readers, index + 1) => $"it computes with a constant that is infinite, which makes infinity or NaN of every image. {Again}",
        Rearrangement { Fill: float.NaN } => $"it pads with NaN. {Again}",
        Rearrangement layer when !float.IsFinite(layer.Fill) && !IsHarmless(design, readers, index + 1) => $"it pads with an infinity, which what follows computes with. {Again}",
        Binary { Function: BinaryFunction.Divide or BinaryFunction.Modulo or BinaryFunction.Remainder } layer when layer.Inputs[1] > 0
            && design.Layers[layer.Inputs[1] - 1] is Constant divisor && divisor.Values.Contains(0) => $"it divides by a constant that is 0, which makes NaN or infinity of every image. {Again}",
        _ => null,
    };

    private static string? Folded(ImmutableArray<float> values)
    {
        if (!AllFinite(values))
            return NotFinite;
        return values.Any(v => Math.Abs(v) > Greatest)
            ? FormattableString.Invariant($"its weights, or what was folded into them, reach {values.Max(Math.Abs):G3}; single precision has room for sums of numbers up to {Greatest:G1}. {Again}")
            : null;
    }

    private static string? Fault(Unary layer) => layer.Function switch
    {
        UnaryFunction.Clip => layer.Alpha < float.PositiveInfinity && layer.Beta > float.NegativeInfinity ? null : $"its limits, {layer.Alpha} and {layer.Beta}, leave no finite number. {Again}",
        UnaryFunction.Celu when layer.Alpha == 0 => $"it divides by its attribute alpha, which is 0. {Again}",
        _ => float.IsFinite(layer.Alpha) && float.IsFinite(layer.Beta) ? null : $"its parameters, {layer.Alpha} and {layer.Beta}, are not all finite numbers. {Again}",
    };

    private static bool AllFinite(ImmutableArray<float> values) => values.All(float.IsFinite);

    // Whether every reader of a value chooses, compares, limits or adds, or only moves it to such readers.
    private static bool IsHarmless(NetworkDesign design, ILookup<int, int> readers, int value) => readers[value].All(k => design.Layers[k] switch
    {
        Where or MaxPool or Softmax or Relu or Add => true,
        Binary binary => binary.Function is BinaryFunction.Add or BinaryFunction.Subtract or BinaryFunction.Maximum or BinaryFunction.Minimum
            or BinaryFunction.Equal or BinaryFunction.Less or BinaryFunction.LessOrEqual or BinaryFunction.And or BinaryFunction.Or or BinaryFunction.Xor,
        Unary unary => unary.Function is UnaryFunction.Clip or UnaryFunction.Exponential or UnaryFunction.Sigmoid or UnaryFunction.Tanh or UnaryFunction.Not,
        Reduce reduce => reduce.Function is ReduceFunction.Maximum or ReduceFunction.Minimum or ReduceFunction.LogSumExp
            or ReduceFunction.ArgMax or ReduceFunction.ArgMaxLast or ReduceFunction.ArgMin or ReduceFunction.ArgMinLast,
        Rearrangement or Reshape or Concat => IsHarmless(design, readers, k + 1),
        _ => false,
    });
}
