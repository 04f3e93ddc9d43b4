using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Where a network may begin behind what cannot be imported.</summary>
internal static class InputCut
{
    // How many tensors are tried: each try imports the rest of the network.
    private const int MaxTries = 4;

    /// <summary>The first tensor behind the graph's inputs, or behind a node, from which alone the output can be computed and is.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="trial">Tries it.</param>
    /// <param name="node">The node; null for the inputs.</param>
    /// <returns>The metadata that say so; null where nothing was found.</returns>
    public static string? After(ModelGraph graph, SelectionTrial? trial, GraphNode? node = null)
    {
        if (trial is null)
            return null;
        var tensors = Bottlenecks.Before(graph, [graph.OutputName]).Where(t => t != graph.OutputName);
        if (node is not null)
            tensors = tensors.SkipWhile(t => !graph.NodesBefore([t]).Contains(node));
        foreach (var tensor in tensors.Take(MaxTries))
        {
            if (trial.Import(tensor, [], trial.Output) is not null)
                return $"InputName=\"{tensor}\"";
            if (LikelyShape.Of(graph, tensor, trial) is { IsComplete: true, Batched: null } shape && trial.Import(tensor, shape.Sizes, trial.Output) is not null)
                return $"InputName=\"{tensor}\" and InputShape=\"{shape.Text}\"";
        }

        return null;
    }

    /// <summary>What to say of a tensor at which the user cuts the graph, and of which the file does not say the shape.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="trial">Imports what computes the tensor; null for nothing but the question.</param>
    public static string AskShape(ModelGraph graph, SelectionTrial? trial)
    {
        const string Ask = "Give the shape of one image with InputShape";
        return (trial is null ? null : LikelyShape.Of(graph, graph.Input.Name, trial)) switch
        {
            { Batched: { } batched } shape =>
                $"It has no batch dimension: begin at the tensor that has one, with InputName=\"{batched}\" and InputShape=\"{shape.Text}\".",
            { IsEnd: true } shape => $"{Ask}, whose last size is {shape.Text}.",
            { IsComplete: true } shape => $"{Ask}=\"{shape.Text}\".",
            { } shape => $"{Ask}=\"{shape.Text}\", with numbers for the names.",
            null => $"{Ask}: \"channels,height,width\" of a picture, \"length\" of a vector.",
        };
    }
}
