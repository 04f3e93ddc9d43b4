using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>Reads the shape of the network's input. Its first dimension is the batch, fixed or not; the others must be fixed.</summary>
internal static class GraphInput
{
    /// <summary>Reads the input.</summary>
    /// <param name="input">The graph's input.</param>
    /// <param name="path">The model's file, for messages.</param>
    /// <exception cref="CompilationException">Its type is not floating-point or its shape is not known.</exception>
    public static Activation Read(ValueInfoProto input, string path)
    {
        var type = input.Type?.TensorType ?? throw Refuse("is no tensor.", "Export the model with one image as its input.");
        if ((DataType)type.ElemType is not (DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16))
            throw Refuse(
                $"is of type {(DataType)type.ElemType}, not float.",
                "Export the model without the conversion from bytes; the item's InputScale, InputMean and InputStd do that.");

        var dimensions = type.Shape?.Dim ?? throw Refuse("has no shape.", "Export the model with a fixed image size.");
        if (dimensions.Count < 2)
            throw Refuse(
                $"has the shape {Describe(dimensions)}; a batch dimension and an image's dimensions are needed, as in [N, 3, 32, 32].",
                "Export the model with a batch dimension.");
        var unknown = dimensions.Skip(1).Select((d, i) => (Dimension: d, Index: i + 1)).Where(d => d.Dimension.DimValue <= 0).ToList();
        if (unknown.Count > 0)
        {
            var names = string.Join(", ", unknown.Select(u => u.Index + (u.Dimension.DimParam.Length > 0 ? $" ('{u.Dimension.DimParam}')" : "")));
            throw Refuse(
                $"has the shape {Describe(dimensions)}, where the size of dimension {names} is not fixed.",
                "Only the batch may be dynamic: export the model with a fixed image size.");
        }

        var sizes = dimensions.Select(d => d.DimValue).ToArray();
        sizes[0] = Math.Max(sizes[0], 1);
        if (sizes[0] > int.MaxValue || ConstantTensor.CountElements(sizes.AsSpan(1)) is null)
            throw Refuse(
                $"has the shape {Describe(dimensions)}, more than {ConstantTensor.MaxElements} elements an image.", "Use smaller images.");
        return new Activation(null, (int)sizes[0], Activation.CreateShape(sizes.AsSpan(1)));

        CompilationException Refuse(string what, string remedy) => new(Descriptors.UnsupportedInput, path, input.Name, what, remedy);
    }

    private static string Describe(IEnumerable<TensorShapeProto.Types.Dimension> dimensions) =>
        $"[{string.Join(", ", dimensions.Select(d => d.DimValue > 0 ? $"{d.DimValue}" : d.DimParam.Length > 0 ? d.DimParam : "?"))}]";
}
