using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>
/// Reads the shape of the network's input. Its first dimension is the batch, fixed or not; the others must be fixed, by the file or by
/// the user.
/// </summary>
internal static class GraphInput
{
    // An image has at most the dimensions [C, H, W]; where the file does not tell the rank, more sizes begin with the batch.
    private const int MaxImageRank = 3;

    /// <summary>Reads the input.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="selection">What the user says of its input.</param>
    /// <param name="path">The model's file, for messages.</param>
    /// <param name="trial">Tries what messages propose; null for no proposals.</param>
    /// <exception cref="CompilationException">Its type is not floating-point or its shape is not known.</exception>
    public static Activation Read(ModelGraph graph, ImportSelection selection, string path, SelectionTrial? trial)
    {
        var input = graph.Input;
        var type = input.Type?.TensorType;
        if (graph.IsCut && type?.Shape is null && selection.InputShape.IsEmpty)
            throw Refuse("is computed in the model, which does not say its shape.", InputCut.AskShape(graph, trial));
        if (type is null && selection.InputShape.IsEmpty)
            throw Refuse("is no tensor.", "Export the model with one image as its input, or name its input with InputName and its shape with InputShape.");
        if (type is not null && (DataType)type.ElemType is not (DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16))
            throw Refuse($"is of type {(DataType)type.ElemType}, not float.", Convert((DataType)type.ElemType));
        if (type?.Shape?.Dim is not { } dimensions)
        {
            return selection.InputShape.IsEmpty
                ? throw Refuse("has no shape.", "Give it with InputShape, or export the model with a fixed image size.")
                : Make(selection.InputShape.Length > MaxImageRank ? [.. selection.InputShape] : [0, .. selection.InputShape], isOpen: true);
        }

        if (selection.IsWhole)
        {
            var whole = Activation.Check([.. dimensions.Select(d => d.DimValue)]);
            return new Activation(null, BatchDimension.None, whole);
        }

        if (dimensions.Count < 2)
            throw Refuse(
                $"has the shape {Describe(dimensions)}; a batch dimension and an image's dimensions are needed, as in [N, 3, 32, 32].",
                "Export the model with a batch dimension.");
        return Make(selection.InputShape.IsEmpty ? Fixed(dimensions) : Given(dimensions), isOpen: dimensions[0].DimValue <= 0);

        Activation Make(ImmutableArray<long> sizes, bool isOpen)
        {
            // A file for exactly one image may treat its first dimension as it likes.
            var batch = new BatchDimension((int)Math.Clamp(sizes[0], 1, int.MaxValue), sizes[0] != 1) { IsOpen = isOpen };
            if (sizes[0] > int.MaxValue || ConstantTensor.CountElements(sizes.AsSpan()[1..]) is not > 0)
                throw Refuse(
                    $"has the shape [{string.Join(", ", sizes)}], more than {ConstantTensor.MaxElements} elements per image.", "Use smaller images.");
            return new Activation(null, batch, Activation.Check(sizes.SetItem(0, 1).AsSpan()));
        }

        ImmutableArray<long> Fixed(IReadOnlyList<TensorShapeProto.Types.Dimension> dimensions)
        {
            var unknown = dimensions.Skip(1).Select((d, i) => (Dimension: d, Index: i + 1)).Where(d => d.Dimension.DimValue <= 0).ToList();
            if (unknown.Count == 0)
                return [Math.Max(dimensions[0].DimValue, 0), .. dimensions.Skip(1).Select(d => d.DimValue)];
            var names = string.Join(", ", unknown.Select(u => u.Index + (u.Dimension.DimParam.Length > 0 ? $" ('{u.Dimension.DimParam}')" : "")));
            throw Refuse(
                $"has the shape {Describe(dimensions)}, where the size of dimension {names} is not fixed.",
                "Only the batch may be dynamic: give the image's shape with InputShape, or export the model with a fixed one.");
        }

        ImmutableArray<long> Given(IReadOnlyList<TensorShapeProto.Types.Dimension> dimensions)
        {
            var given = selection.InputShape;
            var batch = dimensions[0].DimValue;
            if (given.Length == dimensions.Count)
                (batch, given) = (given[0], given[1..]);
            var fits = given.Length == dimensions.Count - 1;
            for (var k = 0; fits && k < given.Length; k++)
                fits = dimensions[k + 1].DimValue <= 0 || dimensions[k + 1].DimValue == given[k];
            if (!fits || (dimensions[0].DimValue > 0 && batch != dimensions[0].DimValue))
                throw new CompilationException(Descriptors.InputShapeMismatch, path, string.Join(",", selection.InputShape), input.Name, Describe(dimensions));
            return [Math.Max(batch, 0), .. given];
        }

        string Convert(DataType elements)
        {
            var remedy = elements == DataType.Uint8
                ? "Export the model without the conversion from bytes; the item's InputScale, InputMean and InputStd do that."
                : "Export the part of the model that reads floating-point numbers, as of an image.";
            return InputCut.After(graph, trial) is { } cut ? $"{remedy} Or begin behind it, with {cut}." : remedy;
        }

        CompilationException Refuse(string what, string remedy) => new(Descriptors.UnsupportedInput, path, input.Name, what, remedy);
    }

    private static string Describe(IEnumerable<TensorShapeProto.Types.Dimension> dimensions) =>
        $"[{string.Join(", ", dimensions.Select(d => d.DimValue > 0 ? $"{d.DimValue}" : d.DimParam.Length > 0 ? d.DimParam : "?"))}]";
}
