using Crossbar.Compiler.Onnx.Operators;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;
using Google.Protobuf;
using AttributeType = Crossbar.Compiler.Onnx.Proto.AttributeProto.Types.AttributeType;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Onnx.Tests.Conformance;

/// <summary>
/// One of the ONNX project's tests. The model runs twice: with its first floating-point input as the image and the others as constants,
/// and with all of them as constants, which the importer folds.
/// </summary>
internal sealed class ConformanceCase
{
    // The ONNX project's own tolerances, and for values near 0 that of single precision.
    private const double Relative = 1e-3;
    private const double Absolute = 1e-6;

    // Where ONNX Runtime, too, computes something else.
    private static readonly Dictionary<string, string> Disputed = new(StringComparer.Ordinal)
    {
        ["resize_downsample_scales_cubic_align_corners"] = "corners of an image whose size was not rounded",
        ["resize_downsample_scales_linear_align_corners"] = "corners of an image whose size was not rounded",
    };

    private readonly ModelProto _model;
    private readonly List<TensorProto> _inputs;
    private readonly List<TensorProto> _outputs;
    private readonly string _name;

    private ConformanceCase(string folder, ModelProto model, List<TensorProto> inputs, List<TensorProto> outputs)
    {
        _name = Path.GetFileName(folder)["test_".Length..];
        (_model, _inputs, _outputs) = (model, inputs, outputs);
    }

    private string Operator => _model.Graph.Node is [var node] ? node.OpType : "";

    private int Opset => (int)_model.OpsetImport.Where(o => o.Domain is "" or "ai.onnx").Select(o => o.Version).DefaultIfEmpty(0).Max();

    /// <summary>Runs a test.</summary>
    public static ConformanceResult Run(string folder)
    {
        var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        var data = Path.Combine(folder, "test_data_set_0");
        var test = new ConformanceCase(folder, model, Read(data, "input"), Read(data, "output"));
        return test.Run();
    }

    private static List<TensorProto> Read(string folder, string kind)
    {
        var tensors = new List<TensorProto>();
        for (var k = 0; File.Exists(Path.Combine(folder, $"{kind}_{k}.pb")); k++)
        {
            try
            {
                tensors.Add(TensorProto.Parser.WithDiscardUnknownFields(true).ParseFrom(File.ReadAllBytes(Path.Combine(folder, $"{kind}_{k}.pb"))));
            }
            catch (InvalidProtocolBufferException)
            {
                // A sequence or an optional value.
                tensors.Add(new TensorProto());
            }
        }

        return tensors;
    }

    private ConformanceResult Run()
    {
        if (WhyNot() is { } reason)
            return Result(ConformanceOutcome.Skipped, reason);
        var image = _inputs.FindIndex(IsFloat);
        var (inferred, refusal) = image < 0 ? (null, null) : Check(image);
        var (folded, otherRefusal) = Check(-1);
        if ((inferred ?? folded) is { Length: > 0 } wrong)
            return Result(ConformanceOutcome.Failed, wrong);
        if (inferred is not null)
            return Result(ConformanceOutcome.Passed, "");
        return folded is not null ? Result(ConformanceOutcome.Passed, "as a constant") : Result(ConformanceOutcome.Skipped, (refusal ?? otherRefusal)!);
    }

    // What is wrong, "" for nothing, null where the importer refuses the model with the second text.
    private (string? Wrong, string? Refusal) Check(int asImage)
    {
        try
        {
            for (var k = 0; k < _outputs.Count; k++)
            {
                if (Compare(k, asImage >= 0 ? Infer(k, asImage) : Fold(k)) is { } wrong)
                    return (wrong + (asImage < 0 ? " (folded)" : ""), null);
            }

            return ("", null);
        }
        catch (CompilationException failure)
        {
            var first = failure.Diagnostics[0];
            return (null, $"{first.Descriptor.Code} {FirstSentence(first.Message)}");
        }
    }

    private string? WhyNot()
    {
        if (Opset is < OnnxFile.MinOpset or > OnnxFile.MaxOpset)
            return $"operator set {Opset}";
        var unsupported = _model.Graph.Node.FirstOrDefault(n => n.Domain is not ("" or "ai.onnx") || !OperatorTable.TryFind(n.OpType, out _));
        if (unsupported is not null)
            return $"operator {unsupported.OpType}";
        if (_model.Graph.Input.Any(i => i.Type?.TensorType is null) || _model.Graph.Output.Any(o => o.Type?.TensorType is null))
            return "sequences and optional values";
        if (_inputs.Concat(_outputs).Any(t => (DataType)t.DataType is DataType.String or DataType.Undefined))
            return "texts";
        if (_inputs.Any(t => IsFloat(t) && t.Dims.Contains(0)) || _outputs.Any(t => t.Dims.Contains(0)))
            return "empty tensors";
        if (_inputs.Count < _model.Graph.Input.Count)
            return "an input without data";
        if (_inputs.Zip(_model.Graph.Input).Concat(_outputs.Zip(_model.Graph.Output)).Any(p => p.First.DataType != p.Second.Type.TensorType.ElemType))
            return "data of another type than the model's";
        if (Operator is "Add" or "Sub" or "Mul" && _inputs.Any(i => (DataType)i.DataType == DataType.Uint8))
            return "8-bit arithmetic that wraps";
        return Disputed.GetValueOrDefault(_name);
    }

    private string? Compare(int output, double[] actual)
    {
        var expected = Numbers(_outputs[output]);
        if (actual.Length != expected.Length)
            return $"output {output} has {actual.Length} elements, not {expected.Length}";
        for (var i = 0; i < expected.Length; i++)
        {
            var near = Math.Abs(actual[i] - expected[i]) <= Absolute + (Relative * Math.Abs(expected[i]));
            if (!near && !expected[i].Equals(actual[i]))
                return FormattableString.Invariant($"output {output}, element {i} is {actual[i]:G6}, not {expected[i]:G6}");
        }

        return null;
    }

    private double[] Infer(int output, int image)
    {
        var model = WithConstants(image);
        var selection = new ImportSelection { Output = model.Graph.Output[output].Name };
        var values = Numbers(_inputs[image]);
        try
        {
            return Run(Import(model, selection), values);
        }
        catch (CompilationException failure) when (failure.Diagnostics[0].Descriptor != Descriptors.EmptyNetwork)
        {
            // Perhaps its first dimension is no batch.
            try
            {
                return Run(Import(model, selection with { IsWhole = true }), values);
            }
            catch (CompilationException)
            {
                throw failure;
            }
        }
    }

    // A constant cannot be a network: the image, which is 0, is added to it.
    private double[] Fold(int output)
    {
        var model = WithConstants(-1);
        var name = model.Graph.Output[output].Name;
        var shape = _outputs[output].Dims.Count == 0 ? [1] : _outputs[output].Dims.ToArray();
        model.Graph.Input.Add(ModelBuilder.Value("crossbar_image", shape));
        var cast = new NodeProto { OpType = "Cast", Input = { name }, Output = { "crossbar_floats" } };
        cast.Attribute.Add(new AttributeProto { Name = "to", I = (long)DataType.Float, Type = AttributeType.Int });
        model.Graph.Node.Add(cast);
        model.Graph.Node.Add(new NodeProto { OpType = "Add", Input = { "crossbar_floats", "crossbar_image" }, Output = { "crossbar_sum" } });
        var imported = Import(model, new ImportSelection { Output = "crossbar_sum", IsWhole = true });
        return Run(imported, new double[imported.Design.InputShape.Length]);
    }

    private ModelProto WithConstants(int image)
    {
        var model = _model.Clone();
        for (var k = model.Graph.Input.Count - 1; k >= 0; k--)
        {
            if (k == image || model.Graph.Initializer.Any(t => t.Name == model.Graph.Input[k].Name))
                continue;
            var constant = _inputs[k].Clone();
            constant.Name = model.Graph.Input[k].Name;
            model.Graph.Initializer.Add(constant);
            model.Graph.Input.RemoveAt(k);
        }

        return model;
    }

    private static ImportedModel Import(ModelProto model, ImportSelection selection)
    {
        using var folder = new TemporaryFolder();
        return OnnxImporter.Import(folder.Write("model.onnx", model.ToByteArray()), new DiagnosticBag(), selection);
    }

    private static double[] Run(ImportedModel imported, double[] images)
    {
        var network = new CrossbarNetwork(imported.Design);
        var length = imported.Design.InputShape.Length;
        var scores = new float[images.Length / length * network.ClassCount];
        network.PredictBatch(Array.ConvertAll(images, v => (float)v), scores);
        return Array.ConvertAll(scores, v => (double)v);
    }

    private static double[] Numbers(TensorProto tensor) => new TensorReader("data").Read(tensor, "data") switch
    {
        FloatTensor floats => [.. floats.Values.Select(v => (double)v)],
        IntegerTensor integers => [.. integers.Values.Select(v => (double)v)],
        _ => throw new InvalidOperationException("There are no other tensors."),
    };

    private static bool IsFloat(TensorProto tensor) =>
        (DataType)tensor.DataType is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;

    private ConformanceResult Result(ConformanceOutcome outcome, string reason) => new(_name, Operator, Opset, outcome, reason);

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text;
}
