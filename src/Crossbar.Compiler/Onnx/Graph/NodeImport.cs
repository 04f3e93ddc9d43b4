using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Onnx.Tensors;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>One node while its operator imports it: what it reads, and where its results go.</summary>
internal sealed class NodeImport
{
    private readonly GraphNode _node;
    private readonly ImmutableArray<GraphValue?> _inputs;
    private readonly LayerGraph _layers;
    private readonly TensorReader _tensors;
    private readonly GraphValue?[] _outputs;

    /// <summary>Puts a node before its operator.</summary>
    /// <param name="node">The node.</param>
    /// <param name="opset">Version of the standard operator set.</param>
    /// <param name="inputs">The values it reads; null where an optional one is left out.</param>
    /// <param name="layers">Receives the layers.</param>
    /// <param name="tensors">Reads tensors among the attributes.</param>
    public NodeImport(GraphNode node, int opset, ImmutableArray<GraphValue?> inputs, LayerGraph layers, TensorReader tensors)
    {
        (_node, _inputs, _layers, _tensors) = (node, inputs, layers, tensors);
        _outputs = new GraphValue?[node.Proto.Output.Count];
        Opset = opset;
        Attributes = new NodeAttributes(node.Proto);
    }

    /// <summary>The node's name: that of the layer it becomes.</summary>
    public string Name => _node.Name;

    /// <summary>Version of the standard operator set.</summary>
    public int Opset { get; }

    /// <summary>The node's attributes.</summary>
    public NodeAttributes Attributes { get; }

    /// <summary>The results returned so far, one an output; null where there is none.</summary>
    public IReadOnlyList<GraphValue?> Outputs => _outputs;

    /// <summary>Whether the node has the input.</summary>
    public bool HasInput(int index) => index < _inputs.Length && _inputs[index] is not null;

    /// <summary>Whether the file gives the output a name, so that something may read it.</summary>
    public bool HasOutput(int index) => index < _node.Proto.Output.Count && _node.Proto.Output[index].Length > 0;

    /// <summary>An input, whatever it is.</summary>
    /// <exception cref="NodeException">The node does not have it.</exception>
    public GraphValue Value(int index) =>
        HasInput(index) ? _inputs[index]! : throw new NodeException($"Input {index} is missing. Export the model again.");

    /// <summary>An input that depends on the image.</summary>
    /// <exception cref="NodeException">It is constant or missing.</exception>
    public Activation Activation(int index) => Value(index) as Activation
        ?? throw new NodeException($"Input {index} is a constant. Let the exporter fold constants (do_constant_folding=True, or onnxsim).");

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
        ?? throw new NodeException($"The {role} (input {index}) are integers; floating-point numbers are needed.");

    /// <summary>An input that is a constant of an integer type.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="role">What messages call it.</param>
    /// <exception cref="NodeException">It is missing, depends on the image, or holds floating-point numbers.</exception>
    public IntegerTensor Integers(int index, string role) => Constant(index, role) as IntegerTensor
        ?? throw new NodeException($"The {role} (input {index}) are floating-point numbers; integers are needed.");

    /// <summary>Reads a tensor that is an attribute.</summary>
    public ConstantTensor Read(TensorProto tensor) => _tensors.Read(tensor, $"{Name} (attribute)");

    /// <summary>Gives the node's first output a value that needs no layer.</summary>
    public void Return(GraphValue value) => _outputs[0] = value;

    /// <summary>Appends a layer and gives its result to the node's first output.</summary>
    /// <param name="layer">The layer; its Inputs stay empty here.</param>
    /// <param name="inputs">What the layer reads.</param>
    public void Emit(Layer layer, params ReadOnlySpan<Activation> inputs)
    {
        var sources = ImmutableArray.CreateBuilder<LayerNode?>(inputs.Length);
        foreach (var input in inputs)
            sources.Add(input.Source);
        Return(new Activation(_layers.Add(layer, _node.Proto.OpType, sources.MoveToImmutable()), inputs[0].Batch, layer.OutputShape));
    }

    private ConstantTensor Constant(int index, string role) => Value(index) is ConstantValue constant
        ? constant.Tensor
        : throw new NodeException($"The {role} (input {index}) are computed from the image; only constant ones are supported.");
}
