using Crossbar.Compiler.Onnx.Operators;
using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;

namespace Crossbar.Onnx.Tests.Fuzzing;

/// <summary>Damages the meaning of a model rather than its bytes, so that damage gets past the parser.</summary>
internal static class ModelMutation
{
    private static readonly long[] Extremes = [0, 1, 2, 3, -1, -2, 7, 255, 65536, 1 << 20, 1 << 28, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue];

    private static readonly string[] Operators = [.. OperatorTable.Names, "Loop", "If", ""];

    private static readonly string[] Locations = ["../x", "/etc/passwd", "a/../../x", "weights.bin", ".", "", "link.bin", "C:\\x", "\0", "CON"];

    /// <summary>A damaged copy.</summary>
    public static byte[] Of(ModelProto seed, Random random)
    {
        var model = seed.Clone();
        for (var times = 1 << random.Next(3); times > 0; times--)
            Damage(model, random);
        return model.ToByteArray();
    }

    private static void Damage(ModelProto model, Random random)
    {
        var graph = model.Graph;
        var node = graph.Node[random.Next(graph.Node.Count)];
        var names = graph.Node.SelectMany(n => n.Output).Concat(graph.Initializer.Select(t => t.Name)).Append("x").ToList();
        var name = names[random.Next(names.Count)];
        switch (random.Next(12))
        {
            case 0:
                node.OpType = Operators[random.Next(Operators.Length)];
                break;
            case 1 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = random.Next(6) == 0 ? "" : name;
                break;
            case 2:
                node.Input.Add(name);
                break;
            case 3 when node.Attribute.Count > 0:
                DamageAttribute(node.Attribute[random.Next(node.Attribute.Count)], random);
                break;
            case 4:
                node.Attribute.Add(new AttributeProto { Name = new[] { "axis", "axes", "pads", "keepdims", "split", "to", "mode", "value", "blocksize" }[random.Next(9)], I = Extreme(random), Ints = { Extreme(random) } });
                break;
            case 5 or 6 when graph.Initializer.Count > 0:
                DamageTensor(graph.Initializer[random.Next(graph.Initializer.Count)], random);
                break;
            case 7:
                var dimensions = graph.Input[0].Type.TensorType.Shape.Dim;
                dimensions[random.Next(dimensions.Count)].DimValue = Extreme(random);
                break;
            case 8:
                graph.Node.Insert(random.Next(graph.Node.Count + 1), node.Clone());
                break;
            case 9:
                graph.Node.RemoveAt(graph.Node.Count > 1 ? random.Next(graph.Node.Count) : 0);
                if (graph.Node.Count == 0)
                    graph.Node.Add(node);
                break;
            case 10:
                model.OpsetImport[0].Version = random.Next(5, 24);
                break;
            default:
                graph.Node.Add(new NodeProto { OpType = Operators[random.Next(Operators.Length)], Input = { name, names[random.Next(names.Count)] }, Output = { graph.Output[0].Name + "_" } });
                graph.Output[0].Name += "_";
                break;
        }
    }

    private static void DamageAttribute(AttributeProto attribute, Random random)
    {
        attribute.I = Extreme(random);
        if (attribute.Ints.Count > 0)
            attribute.Ints[random.Next(attribute.Ints.Count)] = Extreme(random);
        if (random.Next(4) == 0)
            attribute.Ints.Add(Extreme(random));
        if (random.Next(4) == 0)
            attribute.F = random.Next(2) == 0 ? float.NaN : float.MaxValue;
    }

    private static void DamageTensor(TensorProto tensor, Random random)
    {
        switch (random.Next(4))
        {
            case 0 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = Extreme(random);
                break;
            case 1:
                tensor.DataType = random.Next(24);
                break;
            case 2:
                tensor.DataLocation = TensorProto.Types.DataLocation.External;
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = Locations[random.Next(Locations.Length)] });
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{Extreme(random)}" });
                break;
            default:
                // Integers among the constants steer shapes.
                if (tensor.RawData.Length >= sizeof(long))
                {
                    var bytes = tensor.RawData.ToByteArray();
                    BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length / sizeof(long)) * sizeof(long)), Extreme(random));
                    tensor.RawData = ByteString.CopyFrom(bytes);
                }

                break;
        }
    }

    private static long Extreme(Random random) => Extremes[random.Next(Extremes.Length)];
}
