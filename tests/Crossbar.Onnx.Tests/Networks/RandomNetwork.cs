namespace Crossbar.Onnx.Tests.Networks;

/// <summary>Puts networks together from the blocks that architectures are made of, with random weights that keep activations about as large as they come.</summary>
internal sealed class RandomNetwork
{
    private readonly Random _random = new(29);
    private readonly ModelBuilder _model;
    private readonly Dictionary<string, int> _channels = new(StringComparer.Ordinal);
    private int _constants;

    /// <summary>Starts a network.</summary>
    /// <param name="opset">Operator set.</param>
    /// <param name="shape">Shape of the input "x", batch included; 0 is a dynamic dimension.</param>
    public RandomNetwork(int opset, params long[] shape)
    {
        _model = new ModelBuilder(shape).Opset(opset);
        _channels["x"] = (int)shape[1];
        Opset = opset;
    }

    public int Opset { get; }

    /// <summary>The finished model, whose output is the last node's.</summary>
    public ModelBuilder Model => _model;

    /// <summary>Number of channels of a value.</summary>
    public int ChannelsOf(string value) => _channels[value];

    /// <summary>Any node; the result has the channels of its first input unless told otherwise.</summary>
    public string Node(string name, string[] inputs, int? channels = null, params (string Name, object Value)[] attributes)
    {
        _model.Node(name, inputs, attributes);
        var output = _model.LastNode.Output[0];
        _channels[output] = channels ?? _channels[inputs[0]];
        return output;
    }

    /// <summary>A convolution with padding that keeps the size, up to the stride.</summary>
    public string Conv(string x, int outputs, int kernel = 3, int stride = 1, int groups = 1, bool bias = true)
    {
        var inputs = _channels[x] / groups;
        var pad = kernel / 2;
        string[] constants = bias ? [Weights([outputs, inputs, kernel, kernel], inputs * kernel * kernel), Weights([outputs], 100)] : [Weights([outputs, inputs, kernel, kernel], inputs * kernel * kernel)];
        return Node("Conv", [x, .. constants], outputs, ("group", groups), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
    }

    /// <summary>Convolution, batch normalisation and an activation (none for an empty name).</summary>
    public string ConvNorm(string x, int outputs, int kernel = 3, int stride = 1, int groups = 1, string activation = "Relu") =>
        Activate(Norm(Conv(x, outputs, kernel, stride, groups, bias: false)), activation);

    public string Norm(string x)
    {
        var channels = _channels[x];
        var variance = Constant([channels], () => 0.5f + _random.NextSingle());
        var scale = Constant([channels], () => 0.8f + (0.4f * _random.NextSingle()));
        return Node("BatchNormalization", [x, scale, Weights([channels], 100), Weights([channels], 100), variance]);
    }

    public string Activate(string x, string activation) => activation switch
    {
        "" => x,
        "Relu6" when Opset < 11 => Node("Clip", [x], null, ("min", 0f), ("max", 6f)),
        "Relu6" => Node("Clip", [x, Constant([], () => 0), Constant([], () => 6)]),
        // As exporters write it where there is no such operator.
        "HardSwish" when Opset < 14 => HardSwish(x),
        _ => Node(activation, [x]),
    };

    /// <summary>Squeeze and excitation.</summary>
    public string Excite(string x, int inner)
    {
        var pooled = Node("GlobalAveragePool", [x]);
        var gate = Node("HardSigmoid", [Conv(Node("Relu", [Conv(pooled, inner, 1)]), _channels[x], 1)]);
        return Node("Mul", [x, gate]);
    }

    public string MaxPool(string x, int kernel, int stride, int pad = 0, bool ceil = false)
    {
        (string, object)[] attributes = [("kernel_shape", new[] { kernel, kernel }), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad })];
        return Node("MaxPool", [x], null, ceil ? [.. attributes, ("ceil_mode", 1)] : attributes);
    }

    public string Concat(params string[] values) => Node("Concat", values, values.Sum(v => _channels[v]), ("axis", 1));

    /// <summary>Global pooling and a dense layer.</summary>
    public string Classify(string x, int classes)
    {
        var flat = Node("Flatten", [Node("GlobalAveragePool", [x])]);
        return Dense(flat, _channels[x], classes);
    }

    public string Dense(string x, int inputs, int outputs) =>
        Node("Gemm", [x, Weights([outputs, inputs], inputs), Weights([outputs], 100)], outputs, ("transB", 1));

    /// <summary>A 64-bit integer constant.</summary>
    public string Integers(params long[] values)
    {
        var name = Name();
        _model.Integers(name, values);
        return name;
    }

    /// <summary>A 64-bit integer constant without dimensions.</summary>
    public string Integer(long value)
    {
        var name = Name();
        _model.Graph.Initializer.Add(ModelBuilder.Tensor(name, Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType.Int64, [], BitConverter.GetBytes(value)));
        return name;
    }

    /// <summary>A constant.</summary>
    public string Constant(long[] shape, Func<float> value)
    {
        var name = Name();
        _model.Floats(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => value())]);
        return name;
    }

    private string HardSwish(string x)
    {
        var shifted = Node("Add", [x, Constant([], () => 3)]);
        return Node("Div", [Node("Mul", [x, Activate(shifted, "Relu6")]), Constant([], () => 6)]);
    }

    // Uniform, of the variance that keeps the activations' (He and others, 2015).
    private string Weights(long[] shape, int inputs)
    {
        var limit = MathF.Sqrt(6f / inputs);
        return Constant(shape, () => limit * ((2 * _random.NextSingle()) - 1));
    }

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"c{_constants++}");
}
