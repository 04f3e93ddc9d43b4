using System.Runtime.InteropServices;
using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;
using AttributeType = Crossbar.Compiler.Onnx.Proto.AttributeProto.Types.AttributeType;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Export.Graph;

/// <summary>A graph of standard operators (operator set 13) that grows node by node. Every tensor's first dimension is the batch.</summary>
internal sealed class ExportedGraph
{
    /// <summary>The operator set: the oldest that has all that is needed, which nearly every reader understands.</summary>
    public const int Opset = 13;

    private readonly UniqueNames _names = new();
    private readonly Dictionary<string, string> _integers = new(StringComparer.Ordinal);
    private readonly GraphProto _graph = new();
    private string? _batch;
    private long _bytes;

    /// <summary>Begins a graph.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="input">Name of its only input.</param>
    /// <param name="output">Name that its output will have.</param>
    /// <param name="inputShape">The input's dimensions without the batch.</param>
    public ExportedGraph(string name, string input, string output, ImmutableArray<int> inputShape)
    {
        _graph.Name = name;
        _names.Take(input);
        _names.Take(output);
        Input = new ExportedValue(input, inputShape);
        OutputName = output;
        _graph.Input.Add(Describe(input, inputShape));
    }

    /// <summary>The graph's input.</summary>
    public ExportedValue Input { get; }

    /// <summary>The name of its output.</summary>
    public string OutputName { get; }

    /// <summary>Maximum number of bytes of tensors: a protocol buffer ends at 2 GiB, and nodes and names need some of them.</summary>
    public static long MaxBytes => int.MaxValue - (1L << 26);

    /// <summary>The bytes of tensors that this graph may have.</summary>
    public long Limit { get; init; } = MaxBytes;

    /// <summary>The names of what is added begin with this: the layer's name.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Adds a node.</summary>
    /// <param name="operatorName">Its operator.</param>
    /// <param name="inputs">Names of the tensors that it reads.</param>
    /// <param name="attributes">Its attributes: whole numbers, numbers, or lists of whole numbers.</param>
    /// <returns>The name of its result.</returns>
    public string Node(string operatorName, string[] inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var name = _names.Take($"{Prefix}/{operatorName}");
        var node = new NodeProto { Name = name, OpType = operatorName };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        foreach (var (key, value) in attributes)
            node.Attribute.Add(Attribute(key, value));
        _graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a tensor of numbers.</summary>
    /// <param name="what">What it is, for its name.</param>
    /// <param name="values">Its elements.</param>
    /// <param name="dimensions">Its dimensions; none for a scalar.</param>
    /// <returns>Its name.</returns>
    public string Numbers(string what, ReadOnlySpan<float> values, params ReadOnlySpan<int> dimensions) =>
        Tensor(_names.Take($"{Prefix}/{what}"), DataType.Float, MemoryMarshal.AsBytes(values), dimensions);

    /// <summary>A number.</summary>
    public string Number(string what, double value) => Numbers(what, [(float)value]);

    /// <summary>A vector of whole numbers, of which there is one of a kind.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        var key = string.Join('_', values.ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)));
        if (!_integers.TryGetValue(key, out var name))
        {
            // Long lists are indices, which hardly repeat.
            name = _names.Take(values.Length > 8 ? $"{Prefix}/indices" : $"integers/{key}");
            _integers.Add(key, Tensor(name, DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]));
        }

        return name;
    }

    /// <summary>A value with other dimensions, of which the batch keeps its own.</summary>
    public string Shaped(ExportedValue value, params ReadOnlySpan<int> dimensions) =>
        value.Dimensions.AsSpan().SequenceEqual(dimensions) ? value.Name : Reshape(value.Name, dimensions);

    /// <summary>The same for a tensor that has other dimensions for certain.</summary>
    public string Reshape(string tensor, ReadOnlySpan<int> dimensions)
    {
        long[] shape = [0, .. dimensions.ToArray().Select(d => (long)d)];
        return Node("Reshape", [tensor, Integers(shape)]);
    }

    /// <summary>A value with other dimensions, once for every image even if it is the same for all.</summary>
    public string Batched(ExportedValue value, params ReadOnlySpan<int> dimensions)
    {
        var shaped = Shaped(value, dimensions);
        if (!value.IsConstant)
            return shaped;
        _batch ??= Node("Slice", [Node("Shape", [Input.Name]), Integers(0), Integers(1)]);
        long[] ones = [.. Enumerable.Repeat(1L, dimensions.Length)];
        return Node("Expand", [shaped, ones.Length == 0 ? _batch : Node("Concat", [_batch, Integers(ones)], ("axis", 0))]);
    }

    /// <summary>Ends the graph.</summary>
    /// <param name="result">What is to be its output.</param>
    public GraphProto Finish(ExportedValue result)
    {
        var last = _graph.Node.FirstOrDefault(n => n.Output[0] == result.Name);
        var readers = _graph.Node.Any(n => n.Input.Contains(result.Name));
        if (last is null || readers || result.IsConstant)
        {
            Prefix = "output";
            last = _graph.Node.First(n => n.Output[0] == (result.IsConstant ? Batched(result, result.Dimensions.AsSpan()) : Node("Identity", [result.Name])));
        }

        last.Output[0] = OutputName;
        _graph.Output.Add(Describe(OutputName, result.Dimensions));
        return _graph;
    }

    private string Tensor(string name, DataType type, ReadOnlySpan<byte> data, ReadOnlySpan<int> dimensions)
    {
        _bytes += data.Length;
        if (_bytes > Limit)
            throw new CompilationException(Descriptors.ExportTooLarge, null, Prefix, _bytes / 1e9);
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(data) };
        foreach (var d in dimensions)
            tensor.Dims.Add(d);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static ValueInfoProto Describe(string name, ImmutableArray<int> dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        shape.Dim.AddRange(dimensions.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = shape } } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int whole:
                (attribute.I, attribute.Type) = (whole, AttributeType.Int);
                break;
            case float number:
                (attribute.F, attribute.Type) = (number, AttributeType.Float);
                break;
            case int[] list:
                attribute.Ints.AddRange(list.Select(i => (long)i));
                attribute.Type = AttributeType.Ints;
                break;
            default:
                throw new ArgumentException($"No attribute is a {value.GetType()}.", nameof(value));
        }

        return attribute;
    }
}
