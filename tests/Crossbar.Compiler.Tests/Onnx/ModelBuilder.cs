using System.Runtime.InteropServices;
using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;
using AttributeType = Crossbar.Compiler.Onnx.Proto.AttributeProto.Types.AttributeType;
using DataType = Crossbar.Compiler.Onnx.Proto.TensorProto.Types.DataType;

namespace Crossbar.Compiler.Tests.Onnx;

/// <summary>
/// Builds small models: an input "x", then nodes, each of which reads the one before unless told otherwise. The last is the
/// output.
/// </summary>
internal sealed class ModelBuilder
{
    private readonly Random _random = new(17);
    private string _last = "x";

    /// <summary>Starts a model.</summary>
    /// <param name="shape">The shape of "x", batch included; 0 is a dynamic dimension called "N".</param>
    public ModelBuilder(params long[] shape)
    {
        Graph.Input.Add(Value("x", shape));
        Model.Graph = Graph;
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
    }

    public ModelProto Model { get; } = new() { IrVersion = 8, ProducerName = "tests" };

    public GraphProto Graph { get; } = new() { Name = "g" };

    public NodeProto LastNode => Graph.Node[^1];

    public ModelBuilder Opset(long version)
    {
        Model.OpsetImport[0].Version = version;
        return this;
    }

    /// <summary>Appends a node that reads the previous one's output.</summary>
    public ModelBuilder Then(string operatorName, params (string Name, object Value)[] attributes) =>
        Node(operatorName, [_last], attributes);

    /// <summary>Appends a node that reads the previous one's output and constants.</summary>
    public ModelBuilder ThenWith(string operatorName, string[] constants, params (string Name, object Value)[] attributes) =>
        Node(operatorName, [_last, .. constants], attributes);

    /// <summary>Appends a node whose output is called by operator and number, such as "Relu1_out".</summary>
    public ModelBuilder Node(string operatorName, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = operatorName };
        node.Input.AddRange(inputs);
        _last = $"{operatorName}{Graph.Node.Count}_out";
        node.Output.Add(_last);
        node.Attribute.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        Graph.Node.Add(node);
        return this;
    }

    /// <summary>Adds a float constant with elements in [−1, 1), or the given ones.</summary>
    public ModelBuilder Floats(string name, long[] shape, params float[] values)
    {
        var count = (int)shape.Aggregate(1L, (a, b) => a * b);
        if (values.Length == 0)
            values = [.. Enumerable.Range(0, count).Select(_ => (_random.NextSingle() * 2) - 1)];
        Graph.Initializer.Add(Tensor(name, DataType.Float, shape, MemoryMarshal.AsBytes(values.AsSpan())));
        return this;
    }

    /// <summary>Adds a vector of 64-bit integers.</summary>
    public ModelBuilder Integers(string name, params long[] values)
    {
        Graph.Initializer.Add(Tensor(name, DataType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan())));
        return this;
    }

    /// <summary>The model as a file's content.</summary>
    public byte[] ToBytes()
    {
        if (Graph.Output.Count == 0)
            Graph.Output.Add(new ValueInfoProto { Name = _last, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } } });
        return Model.ToByteArray();
    }

    public static TensorProto Tensor(string name, DataType type, long[] shape, ReadOnlySpan<byte> rawData)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(rawData) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    public static ValueInfoProto Value(string name, params long[] shape)
    {
        var type = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = new TensorShapeProto() };
        type.Shape.Dim.AddRange(shape.Select(d => d == 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
            : new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int i:
                (attribute.I, attribute.Type) = (i, AttributeType.Int);
                break;
            case float f:
                (attribute.F, attribute.Type) = (f, AttributeType.Float);
                break;
            case string s:
                (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(s), AttributeType.String);
                break;
            case TensorProto t:
                (attribute.T, attribute.Type) = (t, AttributeType.Tensor);
                break;
            case int[] ints:
                attribute.Ints.AddRange(ints.Select(i => (long)i));
                attribute.Type = AttributeType.Ints;
                break;
            case float[] floats:
                attribute.Floats.AddRange(floats);
                attribute.Type = AttributeType.Floats;
                break;
            default:
                throw new ArgumentException($"No attribute type for {value}.", nameof(value));
        }

        return attribute;
    }
}
