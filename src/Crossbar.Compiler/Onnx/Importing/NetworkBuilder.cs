using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Makes layers of a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="opset">Version of the standard operator set.</param>
/// <param name="selection">What the user says of the input.</param>
/// <param name="path">The model's file, for messages.</param>
/// <param name="trial">Tries what messages propose; null for no proposals.</param>
internal sealed class NetworkBuilder(ModelGraph graph, int opset, ImportSelection selection, string path, SelectionTrial? trial)
{
    private readonly TensorReader _tensors = new(path);

    /// <summary>Full paths of the external data files read.</summary>
    public ImmutableArray<string> ExternalFiles => [.. _tensors.ExternalFiles];

    /// <summary>Imports every node.</summary>
    /// <param name="diagnostics">Receives the errors of nodes that cannot be imported.</param>
    /// <exception cref="CompilationException">A node cannot be imported (all such nodes are in it), or a tensor is damaged.</exception>
    public LayerGraph Build(DiagnosticBag diagnostics)
    {
        InputMeeting.Check(graph, path, trial);
        var input = GraphInput.Read(graph, selection, path, trial);
        var pass = GraphPass.Run(graph, opset, _tensors, input);
        var refusals = Refusals(pass, input);
        if (refusals.Count > 0)
            new RefusalReport(graph, pass, opset, input, path, trial).Write(refusals, diagnostics);
        diagnostics.ThrowIfErrors();

        var result = pass.ValueOf(graph.OutputName) ?? throw new CompilationException(
            Descriptors.InvalidModel, path, $"its output '{graph.OutputName}' is an optional result that its node does not give.");
        pass.Layers.Output = result switch
        {
            Activation { Source: { } output, Quantization: null } => output,
            Activation { Quantization: not null } => throw new CompilationException(
                Descriptors.UnsupportedNode, path, RefusalReport.Subject(graph.ProducerOf(graph.OutputName)!.Name), "QuantizeLinear", opset,
                "The network's output is quantised. Choose the tensor before the quantisation with OutputName."),
            ConstantValue => throw InputMeeting.Constant(graph, path),
            _ => throw new CompilationException(Descriptors.EmptyNetwork, path, graph.OutputName, graph.Input.Name),
        };
        return pass.Layers;
    }

    // Where images of a batch would be mixed, what lies behind is looked at with a batch of one, so that it is not refused later, when the batch is.
    private List<Refusal> Refusals(GraphPass pass, Activation input)
    {
        var refusals = pass.Refusals.ToList();
        if (!refusals.Exists(r => r.Remedy == NodeRemedy.OneImage))
            return refusals;
        var known = refusals.Select(r => r.Node.Index).ToHashSet();
        var single = GraphPass.Run(graph, opset, _tensors, input with { Batch = BatchDimension.None });
        refusals.AddRange(single.Refusals.Where(r => known.Add(r.Node.Index)));
        var places = graph.Nodes.Select((node, k) => (node.Index, k)).ToDictionary(p => p.Index, p => p.k);
        return [.. refusals.OrderBy(r => places[r.Node.Index])];
    }
}
