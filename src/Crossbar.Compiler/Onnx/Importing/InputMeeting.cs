using System.Numerics;
using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Refuses a graph that computes its output from several inputs, or from none, and says where they meet and which part would do.</summary>
internal static class InputMeeting
{
    private const int MaxInputs = 64;
    private const int MaxProposals = 2;
    private const string General =
        "Choose an output, or a tensor to begin at, with the metadata OutputName and InputName, or export it with one image as its only input.";

    /// <summary>Makes sure that there is one input.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="trial">Tries what the message proposes; null for no proposals.</param>
    /// <exception cref="CompilationException">There is none, or there are several.</exception>
    public static void Check(ModelGraph graph, string path, SelectionTrial? trial)
    {
        if (graph.Inputs.IsEmpty)
            throw new CompilationException(Descriptors.InputCount, path, graph.OutputName, "none", General);
        if (graph.Inputs.Length > 1)
        {
            var names = string.Join(", ", graph.Inputs.Select(i => i.Name));
            throw new CompilationException(Descriptors.InputCount, path, graph.OutputName, $"{graph.Inputs.Length}: {names}", Describe(graph, trial));
        }
    }

    /// <summary>What to say of an output that no image changes.</summary>
    public static CompilationException Constant(ModelGraph graph, string path) =>
        new(Descriptors.InputCount, path, graph.OutputName, "none: it is the same for every image", General);

    private static string Describe(ModelGraph graph, SelectionTrial? trial)
    {
        if (trial is null || graph.Inputs.Length > MaxInputs)
            return General;
        // A bit for each input that a tensor depends on.
        var origins = graph.Inputs.Select((input, k) => (input.Name, Bit: 1UL << k)).ToDictionary(i => i.Name, i => i.Bit, StringComparer.Ordinal);
        GraphNode? meeting = null;
        foreach (var node in graph.Nodes)
        {
            var operands = node.Proto.Input.Select(t => origins.GetValueOrDefault(t)).ToList();
            var all = operands.Aggregate(0UL, (joined, operand) => joined | operand);
            if (meeting is null && BitOperations.PopCount(all) > 1)
                meeting = node;
            foreach (var output in node.Proto.Output.Where(o => o.Length > 0))
                origins[output] = all;
        }

        var met = graph.Inputs.Where((_, k) => meeting!.Proto.Input.Any(t => (origins.GetValueOrDefault(t) & (1UL << k)) != 0)).Select(i => $"'{i.Name}'");
        var ways = Outputs(graph, trial, meeting!, origins).ToList();
        if (InputCut.After(graph, trial) is { } begin)
            ways.Add($"{begin} makes it begin where all have met.");
        return $"{string.Join(" and ", met)} meet in node '{meeting!.Name}' ({meeting.Operator}). {(ways.Count > 0 ? string.Join(' ', ways) : General)}";
    }

    // What the meeting node reads and depends on one input alone.
    private static IEnumerable<string> Outputs(ModelGraph graph, SelectionTrial trial, GraphNode meeting, Dictionary<string, ulong> origins) =>
        from tensor in meeting.Proto.Input.Distinct().Where(t => graph.ProducerOf(t) is not null && BitOperations.PopCount(origins[t]) == 1).Take(MaxProposals)
        where trial.Import(trial.Input, trial.InputShape, tensor) is not null
        select $"OutputName=\"{tensor}\" is computed from '{graph.Inputs[BitOperations.TrailingZeroCount(origins[tensor])].Name}' alone.";
}
