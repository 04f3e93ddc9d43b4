using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Compiler.Onnx.Operators;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Tells of all nodes that cannot be imported: a line for each operator that is missing and for each reason that several nodes share.</summary>
/// <param name="graph">The graph.</param>
/// <param name="pass">What its import gave.</param>
/// <param name="opset">Version of the standard operator set.</param>
/// <param name="input">The network's input.</param>
/// <param name="path">The model's file.</param>
/// <param name="trial">Tries what messages propose; null for no proposals.</param>
internal sealed class RefusalReport(ModelGraph graph, GraphPass pass, int opset, Activation input, string path, SelectionTrial? trial)
{
    // How many nodes a line names.
    private const int MaxNames = 3;

    /// <summary>Reports refusals.</summary>
    /// <param name="refusals">The refusals, in the graph's order.</param>
    /// <param name="diagnostics">Receives an error a line.</param>
    public void Write(IEnumerable<Refusal> refusals, DiagnosticBag diagnostics)
    {
        var lines = refusals.GroupBy(r => (r.Node.Operator, r.Message)).Select(g => g.ToList()).ToList();
        // The list of what there is helps once.
        var listed = lines.FindLast(line => line[0].Message is null && !OperatorAdvice.HasAdvice(line[0].Node));
        foreach (var line in lines)
        {
            var first = line[0];
            diagnostics.Report(
                first.Message is null ? Descriptors.UnsupportedOperator : Descriptors.UnsupportedNode,
                path, Subject([.. line.Select(r => r.Node.Name)]), first.Node.Operator, opset,
                Reason(line, ReferenceEquals(line, listed)) + Remedy(first));
        }
    }

    /// <summary>The beginning of a sentence about nodes.</summary>
    public static string Subject(params IReadOnlyList<string> names)
    {
        if (names.Count == 1)
            return $"Node '{names[0]}'";
        var named = names.Take(names.Count <= MaxNames ? names.Count - 1 : MaxNames).Select(n => $"'{n}'");
        var rest = names.Count <= MaxNames ? $"'{names[^1]}'" : string.Create(CultureInfo.InvariantCulture, $"{names.Count - MaxNames} more");
        return string.Create(CultureInfo.InvariantCulture, $"{names.Count} nodes, {string.Join(", ", named)} and {rest}");
    }

    private static string Reason(List<Refusal> line, bool withList)
    {
        var (node, message, _, instance) = line[0];
        if (message is null)
            return OperatorAdvice.For(node, withList);
        return instance is null
            ? message
            : string.Format(CultureInfo.InvariantCulture, message, line.Count == 1 ? instance : $"{instance} in '{node.Name}'");
    }

    private string Remedy(Refusal refusal) => refusal.Remedy switch
    {
        NodeRemedy.Cut when OutputCut.Before(graph, pass, refusal.Node) is { } tensor =>
            $" OutputName=\"{tensor}\" ends the network before it; what follows is then left to your program.",
        NodeRemedy.Cut when InputCut.After(graph, trial, refusal.Node) is { } begin => $" {begin} makes the network begin behind it; what comes before is then left to your program.",
        NodeRemedy.OneImage when input.Batch.IsOpen =>
            $" Give the model a fixed batch of 1 with InputShape=\"1,{string.Join(',', input.Dimensions.Skip(1))}\", or export it so.",
        NodeRemedy.OneImage => " Export the model with a fixed batch of 1.",
        _ => "",
    };
}
