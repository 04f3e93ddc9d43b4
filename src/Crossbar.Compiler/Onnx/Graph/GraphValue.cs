namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>What is known of one tensor of the graph while it is imported.</summary>
internal abstract record GraphValue
{
    /// <summary>The result of a node that could not be imported; nodes that read it are passed over in silence.</summary>
    public static GraphValue Unknown { get; } = new UnknownValue();

    /// <summary>The same of a node that reads constants alone.</summary>
    public static GraphValue UnknownConstant { get; } = new UnknownValue();

    /// <summary>Whether it is a result of a node that could not be imported.</summary>
    public bool IsUnknown => this is UnknownValue;

    /// <summary>Whether it is computed from the image, known or not.</summary>
    public bool IsComputed => this is Activation || ReferenceEquals(this, Unknown);

    private sealed record UnknownValue : GraphValue;
}
