namespace Crossbar.Onnx.Tests.Conformance;

/// <summary>How a test of an operator ended.</summary>
internal enum ConformanceOutcome
{
    /// <summary>The network computes what the test expects.</summary>
    Passed,

    /// <summary>It computes something else.</summary>
    Failed,

    /// <summary>It is no network that the importer takes, with a reason.</summary>
    Skipped,
}
