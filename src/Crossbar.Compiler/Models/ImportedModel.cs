namespace Crossbar.Compiler.Models;

/// <summary>What the importer makes of an ONNX file.</summary>
public sealed record ImportedModel
{
    /// <summary>The network, of digital layers only; run by CrossbarNetwork it is the software network.</summary>
    public required NetworkDesign Design { get; init; }

    /// <summary>Name of the graph's input.</summary>
    public required string InputName { get; init; }

    /// <summary>Name of the graph's output.</summary>
    public required string OutputName { get; init; }

    /// <summary>The program that exported the model, with its version where it says so; empty when unknown.</summary>
    public required string Producer { get; init; }

    /// <summary>Version of the standard operator set that the model uses.</summary>
    public required int Opset { get; init; }

    /// <summary>The ONNX operator that each layer of <see cref="NetworkDesign.Layers"/> came from, in the same order.</summary>
    public required ImmutableArray<string> Operators { get; init; }

    /// <summary>Full paths of the files beside the model that hold its weights; a change of one changes the network.</summary>
    public ImmutableArray<string> ExternalFiles { get; init; } = [];
}
