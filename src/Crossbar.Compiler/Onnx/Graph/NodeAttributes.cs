using Crossbar.Compiler.Onnx.Proto;
using AttributeType = Crossbar.Compiler.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A node's attributes by name and type. A wrong type is an error; an absent attribute has its default.</summary>
/// <param name="node">The node.</param>
internal sealed class NodeAttributes(NodeProto node)
{
    /// <summary>Whether the node has the attribute.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>An integer.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public long Integer(string name, long absent) =>
        Find(name) is not { } a ? absent : a.HasI || a.Type == AttributeType.Int ? a.I : throw Wrong(name, "an integer");

    /// <summary>An integer that says yes or no.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public bool Flag(string name) => Integer(name, 0) != 0;

    /// <summary>A finite number.</summary>
    /// <exception cref="NodeException">The attribute is of another type, NaN or infinite.</exception>
    public float Number(string name, float absent)
    {
        var number = Bound(name, absent);
        return float.IsFinite(number) ? number : throw Wrong(name, "a finite number");
    }

    /// <summary>A number that may be infinite, for it only bounds, or stands for no number at all.</summary>
    /// <exception cref="NodeException">The attribute is of another type, or NaN.</exception>
    public float Bound(string name, float absent)
    {
        if (Find(name) is not { } a)
            return absent;
        return (a.HasF || a.Type == AttributeType.Float) && !float.IsNaN(a.F) ? a.F : throw Wrong(name, "a number");
    }

    /// <summary>A list of integers; null when absent.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public ImmutableArray<long>? Integers(string name) =>
        Find(name) is not { } a ? null
        : a.Ints.Count > 0 || a.Type == AttributeType.Ints ? [.. a.Ints]
        : throw Wrong(name, "a list of integers");

    /// <summary>A list of numbers; null when absent.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public ImmutableArray<float>? Numbers(string name) =>
        Find(name) is not { } a ? null
        : a.Floats.Count > 0 || a.Type == AttributeType.Floats ? [.. a.Floats]
        : throw Wrong(name, "a list of numbers");

    /// <summary>A text.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public string Text(string name, string absent) =>
        Find(name) is not { } a ? absent
        : a.HasS || a.Type == AttributeType.String ? a.S.ToStringUtf8()
        : throw Wrong(name, "a text");

    /// <summary>A tensor; null when absent.</summary>
    /// <exception cref="NodeException">The attribute is of another type.</exception>
    public TensorProto? Tensor(string name) => Find(name) is not { } a ? null : a.T ?? throw Wrong(name, "a tensor");

    private AttributeProto? Find(string name) => node.Attribute.FirstOrDefault(a => a.Name == name);

    private static NodeException Wrong(string name, string expected) =>
        new($"The attribute '{name}' is not {expected}. The file is damaged or its exporter is at fault.");
}
