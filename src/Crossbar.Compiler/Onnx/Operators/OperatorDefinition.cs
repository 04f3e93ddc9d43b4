using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>An operator that can be imported.</summary>
/// <param name="Import">Makes layers of a node.</param>
/// <param name="MovesElements">Whether it takes elements to other places and never computes with them.</param>
internal sealed record OperatorDefinition(Action<NodeImport> Import, bool MovesElements)
{
    /// <summary>Whether it multiplies its first input by its second, which must be constant: what crossbars do.</summary>
    public bool HasWeights { get; init; }

    /// <summary>The operator sets that define it anew: the one in force in <see cref="OnnxFile.MinOpset"/>, or its first, and all since.</summary>
    public ImmutableArray<int> Versions { get; private init; } = [];

    /// <summary>The first operator set that has it.</summary>
    public int Since => Versions[0];

    /// <summary>The last operator set that has it.</summary>
    public int Last { get; private init; } = OnnxFile.MaxOpset;

    /// <summary>The same operator, defined in these operator sets.</summary>
    public OperatorDefinition In(params ReadOnlySpan<int> versions) => this with { Versions = [.. versions] };

    /// <summary>The same operator, which a later operator set no longer has.</summary>
    public OperatorDefinition Until(int last) => this with { Last = last };

    /// <summary>Makes sure that a model's operator set has the operator.</summary>
    /// <exception cref="NodeException">It has not.</exception>
    public void CheckDefined(int opset)
    {
        if (opset < Since)
            throw new NodeException($"The operator is new in operator set {Since}. Export the model with opset_version={Since} or a later one.");
        if (opset > Last)
            throw new NodeException($"The operator ended with operator set {Last}. Export the model again, with the exporter's own opset_version.");
    }
}
