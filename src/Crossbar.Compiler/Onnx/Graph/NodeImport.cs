using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>One node while its operator imports it: what it reads, and where its results go.</summary>
internal sealed class NodeImport
{
    private readonly GraphNode _node;
    private readonly ImmutableArray<GraphValue?> _inputs;
    private readonly LayerGraph _layers;
    private readonly TensorReader _tensors;
    private readonly ElementPool? _pool;
    private readonly GraphValue?[] _outputs;

    /// <summary>Puts a node before its operator.</summary>
    /// <param name="node">The node.</param>
    /// <param name="opset">Version of the standard operator set.</param>
    /// <param name="inputs">The values it reads; null where an optional one is left out.</param>
    /// <param name="layers">Receives the layers.</param>
    /// <param name="tensors">Reads tensors among the attributes.</param>
    /// <param name="pool">Stands in for whole numbers that the node only moves; null where it computes.</param>
    public NodeImport(
        GraphNode node, int opset, ImmutableArray<GraphValue?> inputs, LayerGraph layers, TensorReader tensors, ElementPool? pool = null)
    {
        (_node, _inputs, _layers, _tensors, _pool) = (node, inputs, layers, tensors, pool);
        _outputs = new GraphValue?[node.Proto.Output.Count];
        Opset = opset;
        Attributes = new NodeAttributes(node.Proto);
        Layers = new LayerComposer(this);
    }

    /// <summary>The node's name: that of the layer it becomes.</summary>
    public string Name => _node.Name;

    /// <summary>The node's operator.</summary>
    public string Operator => _node.Proto.OpType;

    /// <summary>Version of the standard operator set.</summary>
    public int Opset { get; }

    /// <summary>The node's attributes.</summary>
    public NodeAttributes Attributes { get; }

    /// <summary>Adds the layers that the node is composed of.</summary>
    public LayerComposer Layers { get; }

    /// <summary>Number of inputs, those left out in between included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Number of outputs, those without a name included.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>The results returned so far, one per output; null where there is none.</summary>
    public IReadOnlyList<GraphValue?> Outputs => _outputs;

    /// <summary>Whether the node has the input.</summary>
    public bool HasInput(int index) => index < _inputs.Length && _inputs[index] is not null;

    /// <summary>Whether the file gives the output a name, so that something may read it.</summary>
    public bool HasOutput(int index) => index < _node.Proto.Output.Count && _node.Proto.Output[index].Length > 0;

    /// <summary>An input, whatever it is.</summary>
    /// <exception cref="NodeException">The node does not have it.</exception>
    public GraphValue Value(int index) =>
        HasInput(index) ? _inputs[index]! : throw new NodeException($"Input {index} is missing. Export the model again.");

    /// <summary>An input as what a layer computes; a constant becomes a layer of its own.</summary>
    /// <exception cref="NodeException">It is missing, or cannot be computed with.</exception>
    public Activation Activation(int index) => Value(index) switch
    {
        Activation { Quantization: not null } => throw new NodeException(
            "It computes with quantised numbers; only QuantizeLinear followed by DequantizeLinear is supported. " +
            "Export the network before its quantisation: the converters of the crossbars quantise."),
        Activation activation => activation,
        ConstantValue { Tensor: FloatTensor floats } => Layers.Constant(floats.Values, floats.Dimensions),
        ConstantValue { Tensor: IntegerTensor integers } => Layers.Constant(Stand(integers), integers.Dimensions) with { IsInteger = true },
        _ => throw new NodeException($"Input {index} is no tensor."),
    };

    /// <summary>An input of which only counts whether elements are 0; a constant becomes a layer of its own.</summary>
    /// <exception cref="NodeException">It is missing, or cannot be computed with.</exception>
    public Activation Condition(int index) => Value(index) is ConstantValue { Tensor: IntegerTensor integers }
        ? Layers.Constant([.. integers.Values.Select(v => v == 0 ? 0f : 1f)], integers.Dimensions) with { IsInteger = true }
        : Activation(index);

    /// <summary>An input that is a constant of floating-point type; null where it is left out.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="role">What messages call it.</param>
    /// <exception cref="NodeException">It depends on the image, or holds integers.</exception>
    public FloatTensor? OptionalFloats(int index, string role) => HasInput(index) ? Floats(index, role) : null;

    /// <summary>An input that is a constant of floating-point type.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="role">What messages call it.</param>
    /// <exception cref="NodeException">It is missing, depends on the image, or holds integers.</exception>
    public FloatTensor Floats(int index, string role) => Constant(index, role) as FloatTensor
        ?? throw new NodeException($"Input {index}, the {role}, holds integers; floating-point numbers are needed.");

    /// <summary>An input that is a constant of an integer type.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="role">What messages call it.</param>
    /// <exception cref="NodeException">It is missing, depends on the image, or holds floating-point numbers.</exception>
    public IntegerTensor Integers(int index, string role) => Constant(index, role) as IntegerTensor
        ?? throw new NodeException($"Input {index}, the {role}, holds floating-point numbers; integers are needed.");

    /// <summary>A list of integers that is an attribute in older operator sets and an input in newer ones; null where neither is there.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="index">The input.</param>
    /// <exception cref="NodeException">The input depends on the image or the list is none of integers.</exception>
    public ImmutableArray<long>? Integers(string name, int index) =>
        HasInput(index) ? Integers(index, name).Values : Attributes.Integers(name);

    /// <summary>A number, perhaps infinite, that is an attribute in older operator sets and an input in newer ones.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="index">The input.</param>
    /// <param name="absent">What holds where neither is there.</param>
    /// <exception cref="NodeException">The input depends on the image, is not one number, or is NaN.</exception>
    public float Number(string name, int index, float absent)
    {
        if (!HasInput(index))
            return Attributes.Bound(name, absent);
        return Constant(index, name) switch
        {
            FloatTensor { Values: [float.NaN] } => throw new NodeException($"'{name}' (input {index}) is NaN. Export the model again."),
            FloatTensor { Values: [var number] } => number,
            IntegerTensor { Values: [var number] } => number,
            var tensor => throw new NodeException($"'{name}' (input {index}) has the shape {tensor.DescribeShape()}; one number is needed."),
        };
    }

    /// <summary>An input that is a constant of any type.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="role">What messages call it.</param>
    /// <exception cref="NodeException">It is missing or depends on the image.</exception>
    public ConstantTensor Constant(int index, string role) => Value(index) is ConstantValue constant
        ? constant.Tensor
        : throw new NodeException($"Input {index}, the {role}, is computed from the image; only a constant is supported.") { Remedy = NodeRemedy.Cut };

    /// <summary>Reads a tensor that is an attribute.</summary>
    public ConstantTensor Read(TensorProto tensor) => _tensors.Read(tensor, $"{Name} (attribute)");

    /// <summary>Accounts for a constant that is computed.</summary>
    /// <param name="elements">Number of elements.</param>
    /// <exception cref="NodeException">The network becomes too large.</exception>
    public void Spend(long elements) => _layers.Budget.Spend(elements);

    /// <summary>Gives an output a value.</summary>
    public void Return(GraphValue value, int output = 0)
    {
        if (output < _outputs.Length)
            _outputs[output] = value;
    }

    /// <summary>Appends a layer.</summary>
    /// <param name="layer">The layer; its Inputs stay empty here.</param>
    /// <param name="dimensions">Dimensions of its result for one image.</param>
    /// <param name="inputs">What the layer reads.</param>
    public Activation Add(Layer layer, ImmutableArray<int> dimensions, params ReadOnlySpan<Activation> inputs)
    {
        var sources = ImmutableArray.CreateBuilder<LayerNode?>(inputs.Length);
        var batch = BatchDimension.None;
        foreach (var input in inputs)
        {
            sources.Add(input.Source);
            batch = batch.Or(input.Batch);
        }

        return new Activation(_layers.Add(layer, Operator, sources.MoveToImmutable()), batch, dimensions);
    }

    /// <summary>Appends a layer and gives its result to the node's first output.</summary>
    /// <param name="layer">The layer; its Inputs stay empty here.</param>
    /// <param name="dimensions">Dimensions of its result for one image.</param>
    /// <param name="inputs">What the layer reads.</param>
    public void Emit(Layer layer, ImmutableArray<int> dimensions, params ReadOnlySpan<Activation> inputs) => Return(Add(layer, dimensions, inputs));

    private ImmutableArray<float> Stand(IntegerTensor integers) => _pool is null ? integers.ToFloats() : _pool.Stand(integers.Values);
}
