using Crossbar.Compiler.Onnx.Operators;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Onnx.Tests.Operators;

/// <summary>For every operator one model or more, with what differs between operator sets.</summary>
internal static class OperatorCases
{
    private const int Oldest = OnnxFile.MinOpset;
    private const int Newest = OnnxFile.MaxOpset;

    public static IEnumerable<OperatorCase> All => Elementwise.Concat(Arithmetic).Concat(Layers).Concat(Movements).Concat(Reductions).Concat(Shapes).Concat(Resizing);

    private static ModelBuilder Image => new(0, 4, 6, 6);

    private static IEnumerable<OperatorCase> Elementwise
    {
        get
        {
            foreach (var name in new[] { "Abs", "Ceil", "Celu", "Cos", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "LeakyRelu", "Mish", "Neg", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin", "Softplus", "Softsign", "Tanh", "ThresholdedRelu" })
                yield return Case(name, Since(name), () => Image.Then(name));
            yield return Case("Elu", Oldest, () => Image.Then("Elu", ("alpha", 0.5f)));
            yield return Case("Gelu", 20, () => Image.Then("Gelu", ("approximate", "tanh")));
            yield return Case("HardSigmoid", Oldest, () => Image.Then("HardSigmoid", ("alpha", 0.3f), ("beta", 0.4f)));
            yield return Case("LeakyRelu", Oldest, () => Image.Then("LeakyRelu", ("alpha", 0.3f)));
            yield return Case("Selu", Oldest, () => Image.Then("Selu", ("alpha", 2f), ("gamma", 1.5f)));
            yield return Case("ThresholdedRelu", 10, () => Image.Then("ThresholdedRelu", ("alpha", 0.3f)));
            // ONNX Runtime 1.30 has it in operator set 24 alone.
            yield return new OperatorCase("Swish", 24, 24, () => Image.Then("Swish"));
            yield return new OperatorCase("Swish", 24, 24, () => Image.Then("Swish", ("alpha", 0.5f)));
            yield return Case("Log", Oldest, () => Image.Then("Sigmoid").Then("Log"));
            yield return Case("Sqrt", Oldest, () => Image.Then("Sigmoid").Then("Sqrt"));
            yield return new OperatorCase("Clip", Oldest, 10, () => Image.Then("Clip", ("min", -0.2f), ("max", 0.4f)));
            yield return new OperatorCase("Clip", Oldest, 10, () => Image.Then("Clip", ("min", 0f)));
            yield return Case("Clip", 11, () => Image.Floats("low", [], -0.2f).Floats("high", [], 0.4f).ThenWith("Clip", ["low", "high"]));
            yield return Case("Clip", 11, () => Image.Floats("high", [], 0.4f).ThenWith("Clip", ["", "high"]));
            yield return Case("PRelu", Oldest, () => Image.Floats("slope", [4, 1, 1]).ThenWith("PRelu", ["slope"]));
            yield return Case("PRelu", Oldest, () => Image.Floats("slope", [1]).ThenWith("PRelu", ["slope"]));
        }
    }

    private static IEnumerable<OperatorCase> Arithmetic
    {
        get
        {
            foreach (var name in new[] { "Add", "Sub", "Mul", "Div" })
            {
                foreach (var shape in new long[][] { [], [4, 1, 1], [1, 1, 6], [4, 6, 1] })
                {
                    yield return Case(name, Oldest, () => Image.Floats("c", shape).Node("Exp", ["c"]).Node(name, ["x", "Exp0_out"]));
                    yield return Case(name, Oldest, () => Image.Floats("c", shape).Node("Sigmoid", ["x"]).Node(name, ["c", "Sigmoid0_out"]));
                }

                yield return Case(name, Oldest, () => Image.Node("Sigmoid", ["x"]).Node(name, ["x", "Sigmoid0_out"]));
                yield return Case(name, Oldest, () => Image.Then("Sigmoid").Then("GlobalAveragePool").Node(name, ["x", "GlobalAveragePool1_out"]));
            }

            yield return Case("Pow", Oldest, () => Image.Floats("c", [4, 1, 1]).Then("Sigmoid").ThenWith("Pow", ["c"]));
            yield return Case("Mod", 10, () => Image.Floats("c", [], 0.3f).ThenWith("Mod", ["c"], ("fmod", 1)));
            foreach (var name in new[] { "Sum", "Max", "Min", "Mean" })
            {
                yield return Case(name, Oldest, () => Image.Node("Sigmoid", ["x"]).Node("Tanh", ["x"]).Node(name, ["x", "Sigmoid0_out", "Tanh1_out"]));
                yield return Case(name, 8, () => Image.Floats("c", [4, 1, 1]).ThenWith(name, ["c"]));
            }

            foreach (var (name, since) in new[] { ("Greater", 7), ("Less", 7), ("Equal", 11), ("GreaterOrEqual", 12), ("LessOrEqual", 12) })
                yield return Case("Where", Math.Max(since, 9), () => Image.Floats("c", [4, 1, 1]).ThenWith(name, ["c"]).Node("Tanh", ["x"]).Node("Where", [$"{name}0_out", "x", "Tanh1_out"]), name);
            yield return Case("Not", 9, () => Image.Floats("c", [1]).ThenWith("Less", ["c"]).Then("Not").Node("Where", ["Not1_out", "x", "c"]));
            foreach (var name in new[] { "And", "Or", "Xor" })
            {
                yield return Case(name, 9, () => Image.Floats("c", [4, 1, 1]).ThenWith("Less", ["c"]).Node("Greater", ["x", "c"])
                    .Node(name, ["Less0_out", "Greater1_out"]).Node("Where", [$"{name}2_out", "x", "c"]));
            }
        }
    }

    private static IEnumerable<OperatorCase> Layers
    {
        get
        {
            yield return Case("Conv", Oldest, () => Image.Floats("W", [6, 2, 3, 3]).Floats("B", [6]).ThenWith("Conv", ["W", "B"], ("group", 2), ("pads", new[] { 1, 1, 1, 1 })));
            yield return Case("Conv", Oldest, () => Image.Floats("W", [4, 1, 3, 3]).ThenWith("Conv", ["W"], ("group", 4), ("auto_pad", "SAME_UPPER"), ("strides", new[] { 2, 2 })));
            yield return Case("ConvTranspose", Oldest, () => Image.Floats("W", [4, 3, 3, 3]).Floats("B", [3]).ThenWith("ConvTranspose", ["W", "B"], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 0, 1, 2 }), ("output_padding", new[] { 1, 1 })));
            yield return Case("ConvTranspose", Oldest, () => Image.Floats("W", [4, 3, 2, 3]).ThenWith("ConvTranspose", ["W"], ("group", 2), ("dilations", new[] { 2, 1 })));
            yield return Case("ConvTranspose", Oldest, () => Image.Floats("W", [4, 1, 4, 4]).ThenWith("ConvTranspose", ["W"], ("group", 4), ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER")));
            yield return Case("ConvTranspose", Oldest, () => new ModelBuilder(0, 4, 9).Floats("W", [4, 3, 3]).ThenWith("ConvTranspose", ["W"], ("strides", new[] { 3 }), ("output_shape", new[] { 29 })));
            yield return Case("Gemm", Oldest, () => new ModelBuilder(0, 5).Floats("W", [3, 5]).Floats("B", [3]).ThenWith("Gemm", ["W", "B"], ("transB", 1), ("alpha", 0.5f), ("beta", 2f)));
            yield return Case("MatMul", Oldest, () => new ModelBuilder(0, 5).Floats("W", [5, 3]).ThenWith("MatMul", ["W"]));
            yield return Case("MatMul", Oldest, () => Image.Floats("W", [6, 3]).ThenWith("MatMul", ["W"]));
            yield return Case("AveragePool", Oldest, () => Image.Then("AveragePool", ("kernel_shape", new[] { 3, 2 }), ("pads", new[] { 1, 0, 1, 1 }), ("count_include_pad", 1)));
            yield return Case("AveragePool", 10, () => Image.Then("AveragePool", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1)));
            yield return Case("MaxPool", Oldest, () => Image.Then("MaxPool", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 })));
            yield return Case("MaxPool", 10, () => Image.Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("dilations", new[] { 2, 2 }), ("ceil_mode", 1)));
            yield return Case("GlobalAveragePool", Oldest, () => Image.Then("GlobalAveragePool"));
            yield return Case("GlobalMaxPool", Oldest, () => Image.Then("GlobalMaxPool"));
            yield return Case("BatchNormalization", Oldest, () => Image.Floats("s", [4]).Floats("b", [4]).Floats("m", [4]).Floats("v", [4], 1, 2, 3, 4).ThenWith("BatchNormalization", ["s", "b", "m", "v"]));
            yield return Case("InstanceNormalization", Oldest, () => Image.Floats("s", [4]).Floats("b", [4]).ThenWith("InstanceNormalization", ["s", "b"], ("epsilon", 0.01f)));
            yield return Case("LayerNormalization", 17, () => Image.Floats("s", [6]).Floats("b", [6]).ThenWith("LayerNormalization", ["s", "b"]));
            yield return Case("RMSNormalization", 23, () => Image.Floats("s", [6]).ThenWith("RMSNormalization", ["s"]));
            yield return Case("RMSNormalization", 23, () => Image.Floats("s", [4, 6, 6]).ThenWith("RMSNormalization", ["s"], ("axis", 1), ("epsilon", 0.01f)));
            yield return new OperatorCase("GroupNormalization", 18, 20, () => Image.Floats("s", [2]).Floats("b", [2]).ThenWith("GroupNormalization", ["s", "b"], ("num_groups", 2)));
            yield return Case("GroupNormalization", 21, () => Image.Floats("s", [4]).Floats("b", [4]).ThenWith("GroupNormalization", ["s", "b"], ("num_groups", 2)));
            yield return Case("MeanVarianceNormalization", 9, () => new ModelBuilder(1, 4, 6, 6).Then("MeanVarianceNormalization"));
            yield return Case("LRN", Oldest, () => Image.Then("LRN", ("size", 3), ("alpha", 0.5f), ("beta", 0.6f), ("bias", 1.5f)));
            yield return Case("Softmax", Oldest, () => Image.Then("Softmax", ("axis", 1)));
            yield return Case("LogSoftmax", Oldest, () => Image.Then("LogSoftmax", ("axis", 1)));
            yield return Case("Dropout", Oldest, () => Image.Then("Dropout").Then("Relu"));
            yield return Case("Identity", Oldest, () => Image.Then("Identity").Then("Relu"));
            yield return Case("QuantizeLinear", 10, () => Quantized(new ModelBuilder(0, 4, 3, 3)), "DequantizeLinear");
            yield return Case("DequantizeLinear", 10, () => Weights(Image));
            yield return Case("DequantizeLinear", 23, () => Weights(Image, ("output_dtype", (int)DataType.Float)));
            yield return Case("QuantizeLinear", 23, () => Quantized(new ModelBuilder(0, 4, 3, 3), ("precision", (int)DataType.Float)), "DequantizeLinear");
        }
    }

    private static IEnumerable<OperatorCase> Movements
    {
        get
        {
            yield return Case("Concat", Oldest, () => Image.Node("Relu", ["x"]).Node("Concat", ["x", "Relu0_out"], ("axis", 1)));
            yield return Case("Concat", Oldest, () => new ModelBuilder(1, 2, 3, 3).Floats("c", [1, 2, 3, 2]).ThenWith("Concat", ["c"], ("axis", 3)));
            yield return Case("Transpose", Oldest, () => Image.Then("Transpose", ("perm", new[] { 0, 2, 3, 1 })));
            yield return Case("Transpose", Oldest, () => new ModelBuilder(1, 2, 3, 4).Then("Transpose"));
            yield return Case("DepthToSpace", Oldest, () => Image.Then("DepthToSpace", ("blocksize", 2)));
            yield return Case("DepthToSpace", 11, () => Image.Then("DepthToSpace", ("blocksize", 2), ("mode", "CRD")));
            yield return Case("SpaceToDepth", Oldest, () => Image.Then("SpaceToDepth", ("blocksize", 3)));
            yield return Case("Expand", 8, () => new ModelBuilder(0, 4, 1, 1).Integers("shape", 1, 4, 5, 6).ThenWith("Expand", ["shape"]));
            yield return Case("Tile", Oldest, () => Image.Integers("repeats", 1, 2, 1, 3).ThenWith("Tile", ["repeats"]));
            yield return Case("Flatten", Oldest, () => Image.Then("Flatten"));
            yield return Case("Reshape", Oldest, () => Image.Integers("shape", 0, 2, -1, 6).ThenWith("Reshape", ["shape"]));
            yield return Case("Gather", Oldest, () => Image.Integers("i", 3, 0, 1).ThenWith("Gather", ["i"], ("axis", 1)));
            yield return Case("Gather", 11, () => Image.Integers("i", -1).ThenWith("Gather", ["i"], ("axis", 2)));
            yield return new OperatorCase("Slice", Oldest, 9, () => Image.Then("Slice", ("starts", new[] { 1, -3 }), ("ends", new[] { 3, int.MaxValue }), ("axes", new[] { 1, 3 })));
            yield return Case("Slice", 10, () => Image.Integers("s", 3, 1).Integers("e", long.MinValue, long.MaxValue).Integers("a", 1, 3).Integers("t", -1, 2).ThenWith("Slice", ["s", "e", "a", "t"]));
            yield return Case("Slice", 10, () => Image.Integers("s", -100, 100).Integers("e", long.MinValue, -100).Integers("a", 1, 3).Integers("t", -1, -2).ThenWith("Slice", ["s", "e", "a", "t"]));
            yield return new OperatorCase("Split", Oldest, 12, () => TwoOutputs(Image.Then("Split", ("axis", 1), ("split", new[] { 1, 3 }))));
            yield return Case("Split", 13, () => TwoOutputs(Image.Integers("l", 1, 3).ThenWith("Split", ["l"], ("axis", 1))));
            yield return new OperatorCase("Split", 13, 17, () => TwoOutputs(Image.Then("Split", ("axis", 1))));
            yield return Case("Split", 18, () => TwoOutputs(new ModelBuilder(0, 5, 3).Then("Split", ("axis", 1), ("num_outputs", 2)), same: false));
            yield return new OperatorCase("Squeeze", Oldest, 12, () => new ModelBuilder(0, 4, 1, 3).Then("Squeeze", ("axes", new[] { 2 })));
            yield return Case("Squeeze", 13, () => new ModelBuilder(0, 4, 1, 3).Integers("a", -2).ThenWith("Squeeze", ["a"]));
            yield return new OperatorCase("Unsqueeze", Oldest, 12, () => Image.Then("Unsqueeze", ("axes", new[] { 2, 4 })));
            yield return Case("Unsqueeze", 13, () => Image.Integers("a", 4, 2).ThenWith("Unsqueeze", ["a"]));
            foreach (var mode in new[] { "constant", "reflect", "edge" })
            {
                yield return new OperatorCase("Pad", Oldest, 10, () => Image.Then("Pad", ("pads", new[] { 0, 0, 1, 2, 0, 0, 3, 0 }), ("mode", mode)));
                yield return Case("Pad", 11, () => Image.Integers("p", 0, 0, 1, 2, 0, 0, 3, 0).ThenWith("Pad", ["p"], ("mode", mode)));
            }

            yield return Case("Pad", 11, () => Image.Integers("p", 0, 1, -1, 2, 0, 0, 3, -2).Floats("v", [], 0.7f).ThenWith("Pad", ["p", "v"]));
            yield return Case("Pad", 18, () => Image.Integers("p", 1, 2, 0, 1).Integers("a", 3, 1).ThenWith("Pad", ["p", "", "a"]));
            yield return Case("Pad", 19, () => Image.Integers("p", 0, 0, 2, 2, 0, 0, 3, 1).ThenWith("Pad", ["p"], ("mode", "wrap")));
        }
    }

    private static IEnumerable<OperatorCase> Reductions
    {
        get
        {
            foreach (var name in OperatorTable.Names.Where(n => n.StartsWith("Reduce", StringComparison.Ordinal)))
            {
                var since = name == "ReduceSum" ? 13 : 18;
                foreach (var keep in new[] { 0, 1 })
                {
                    yield return new OperatorCase(name, Oldest, since - 1, () => Image.Then("Sigmoid").Then(name, ("axes", new[] { 2, 3 }), ("keepdims", keep)));
                    yield return Case(name, since, () => Image.Integers("a", 1, -1).Then("Sigmoid").ThenWith(name, ["a"], ("keepdims", keep)));
                }
            }

            foreach (var name in OperatorTable.Names.Where(n => n.StartsWith("Reduce", StringComparison.Ordinal)))
            {
                // Logarithms are of positive numbers, signs count for the norms.
                yield return Case(name, name == "ReduceSum" ? 13 : 18, () => (name == "ReduceLogSum" ? Image.Then("Sigmoid") : Image)
                    .Integers("a").ThenWith(name, ["a"], ("noop_with_empty_axes", 1)).Then("Sigmoid"));
            }

            yield return Case("ReduceMean", Oldest, () => new ModelBuilder(1, 4, 3, 3).Then("ReduceMean"));
            foreach (var name in new[] { "ArgMax", "ArgMin" })
            {
                yield return Case(name, Oldest, () => Image.Then(name, ("axis", 1), ("keepdims", 0)).Then("Cast", ("to", (int)DataType.Float)), "Cast");
                yield return Case(name, 12, () => Image.Then("Round").Then(name, ("axis", 1), ("select_last_index", 1)).Then("Cast", ("to", (int)DataType.Float)));
            }
        }
    }

    private static IEnumerable<OperatorCase> Shapes
    {
        get
        {
            yield return Case("Constant", Oldest, () => Image.Node("Constant", [], ("value", ModelBuilder.Tensor("", DataType.Float, [1], BitConverter.GetBytes(0.75f)))).Node("Add", ["x", "Constant0_out"]));
            // As PyTorch writes x.view(x.size(0), 2, -1, x.size(3)).
            yield return new OperatorCase("Shape", Oldest, 12, () => Image.Integers("last", 3).Integers("zero", 0).Integers("mine", 2, -1)
                .Node("Shape", ["x"]).Node("Gather", ["Shape0_out", "last"]).Node("Shape", ["x"]).Node("Gather", ["Shape2_out", "zero"])
                .Node("Concat", ["Gather3_out", "mine", "Gather1_out"], ("axis", 0)).Node("Reshape", ["x", "Concat4_out"]));
            yield return Case("Shape", 15, () => Image.Integers("mine", 2, -1).Node("Shape", ["x"], ("end", 1)).Node("Shape", ["x"], ("start", -1))
                .Node("Concat", ["Shape0_out", "mine", "Shape1_out"], ("axis", 0)).Node("Reshape", ["x", "Concat2_out"]));
            yield return Case("Size", Oldest, () => Image.Node("Size", ["x"]).Then("Cast", ("to", (int)DataType.Float)).Node("Div", ["x", "Cast1_out"]), "Cast");
            foreach (var type in new[] { DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.Uint8, DataType.Uint16, DataType.Uint32, DataType.Uint64 })
            {
                // What wraps to, or stays, a number that floats do not hold could not be added to x.
                var below = type is DataType.Uint32 or DataType.Uint64 ? 1 : -1;
                var beyond = type is DataType.Int64 or DataType.Uint64 ? 2 : (1L << 32) + 1;
                yield return Case("Cast", Oldest, () => Image.Integers("i", 300, 129, 40000, 70000, below, beyond).Node("Cast", ["i"], ("to", (int)type))
                    .Then("Cast", ("to", (int)DataType.Float)).Node("Add", ["x", "Cast1_out"]));
            }

            yield return Case("ConstantOfShape", 9, () => Image.Integers("d", 4, 1, 1).Node("ConstantOfShape", ["d"]).Node("Add", ["x", "ConstantOfShape0_out"]));
            yield return Case("Range", 11, () => Image.Floats("s", [], 0).Floats("l", [], 3).Floats("t", [], 0.5f).Node("Range", ["s", "l", "t"]).Node("Add", ["x", "Range0_out"]));
        }
    }

    private static IEnumerable<OperatorCase> Resizing
    {
        get
        {
            foreach (var mode in new[] { "nearest", "linear" })
            {
                yield return new OperatorCase("Upsample", Oldest, 8, () => Image.Then("Upsample", ("scales", new[] { 1f, 1f, 2f, 3f }), ("mode", mode)));
                yield return new OperatorCase("Upsample", 9, 9, () => Image.Floats("s", [4], 1, 1, 2, 2).ThenWith("Upsample", ["s"], ("mode", mode)));
                foreach (var scale in new[] { 2, 0.6f, 0.5f, 1.7f })
                    yield return new OperatorCase("Resize", 10, 10, () => Image.Floats("s", [4], 1, 1, scale, 2).ThenWith("Resize", ["s"], ("mode", mode)));
                foreach (var coordinates in new[] { "half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric" })
                {
                    yield return Case("Resize", 11, () => Image.Floats("roi", [8], 0, 0, 0, 0, 1, 1, 1, 1).Floats("s", [4], 1, 1, 2, 1.5f)
                        .ThenWith("Resize", ["roi", "s"], ("mode", mode), ("coordinate_transformation_mode", coordinates)));
                    yield return Case("Resize", 13, () => new ModelBuilder(1, 4, 6, 6).Integers("d", 1, 4, 4, 9)
                        .ThenWith("Resize", ["", "", "d"], ("mode", mode), ("coordinate_transformation_mode", coordinates)));
                }
            }

            foreach (var rounding in new[] { "floor", "ceil", "round_prefer_floor", "round_prefer_ceil" })
            {
                yield return Case("Resize", 13, () => Image.Floats("s", [4], 1, 1, 2, 1.5f)
                    .ThenWith("Resize", ["", "s"], ("nearest_mode", rounding), ("coordinate_transformation_mode", "asymmetric")));
            }

            yield return Case("Resize", 13, () => Image.Floats("s", [4], 1, 1, 2, 1.5f).ThenWith("Resize", ["", "s"], ("mode", "cubic")));
            yield return Case("Resize", 13, () => Image.Floats("s", [4], 1, 1, 0.5f, 1.5f).ThenWith("Resize", ["", "s"], ("mode", "cubic"), ("exclude_outside", 1), ("cubic_coeff_a", -0.5f)));
            yield return Case("Resize", 18, () => Image.Integers("d", 9, 7).ThenWith("Resize", ["", "", "d"], ("axes", new[] { 2, 3 }), ("mode", "linear")));
        }
    }

    private static int Since(string name) => OperatorTable.TryFind(name, out var definition) ? Math.Max(definition.Since, Oldest) : Oldest;

    private static OperatorCase Case(string name, int first, Func<ModelBuilder> build, string? alsoOf = null) =>
        new(alsoOf is null ? name : $"{name} {alsoOf}", first, Newest, build);

    private static ModelBuilder TwoOutputs(ModelBuilder model, bool same = true)
    {
        var split = model.LastNode.Output[0];
        model.LastNode.Output.Add("second");
        return same ? model.Node("Concat", ["second", split], ("axis", 1)) : model.Node("Concat", ["second", split, "second"], ("axis", 1));
    }

    // Whole numbers times the step, so that rounding changes nothing.
    private static ModelBuilder Quantized(ModelBuilder model, params (string Name, object Value)[] attributes)
    {
        model.Floats("step", [], 0.25f).Graph.Initializer.Add(ModelBuilder.Tensor("zero", DataType.Uint8, [], [3]));
        model.Floats("eight", [], 8);
        model.Floats("quarter", [], 0.25f);
        return model.Node("Mul", ["x", "eight"]).Then("Floor").Node("Mul", ["Floor1_out", "quarter"])
            .ThenWith("QuantizeLinear", ["step", "zero"], attributes).ThenWith("DequantizeLinear", ["step", "zero"]);
    }

    private static ModelBuilder Weights(ModelBuilder model, params (string Name, object Value)[] attributes)
    {
        byte[] weights = [.. Enumerable.Range(0, 2 * 4 * 9).Select(k => (byte)(k * 37))];
        model.Floats("steps", [], 0.01f).Graph.Initializer.Add(ModelBuilder.Tensor("q", DataType.Int8, [2, 4, 3, 3], weights));
        return model.Node("DequantizeLinear", ["q", "steps"], attributes).Node("Conv", ["x", "DequantizeLinear0_out"]);
    }
}
