namespace Crossbar.Compiler.Onnx;

/// <summary>Which part of a file's graph is the network.</summary>
public sealed record ImportSelection
{
    /// <summary>The tensor that is the network's input: an input of the graph, or any tensor at which it is to be cut; null for the only input.</summary>
    public string? Input { get; init; }

    /// <summary>The tensor that is the network's output; null for the graph's first output.</summary>
    public string? Output { get; init; }

    /// <summary>Shape of one image, with or without a batch dimension before it; empty for what the file says.</summary>
    public ImmutableArray<int> InputShape { get; init; } = [];

    /// <summary>Whether the input is one value of which no dimension is a batch, whatever the file says: how single operators are tested.</summary>
    internal bool IsWhole { get; init; }

    /// <summary>What an item's metadata say.</summary>
    public static ImportSelection Of(DataOptions data) =>
        new() { Input = data.InputName, Output = data.OutputName, InputShape = data.InputShape };
}
