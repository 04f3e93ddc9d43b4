namespace Crossbar.Onnx.Tests.Conformance;

/// <summary>What became of one of the ONNX project's tests.</summary>
/// <param name="Name">The test.</param>
/// <param name="Operator">The operator; empty for a graph of several nodes.</param>
/// <param name="Opset">Version of the operator set.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why, where it did not pass.</param>
internal sealed record ConformanceResult(string Name, string Operator, int Opset, ConformanceOutcome Outcome, string Reason)
{
    /// <summary>The line of the checked-in expectation.</summary>
    public override string ToString() =>
        $"{Name}: {Operator} {Opset}: {Outcome.ToString().ToLowerInvariant()}{(Reason.Length > 0 ? ": " + Reason : "")}";
}
