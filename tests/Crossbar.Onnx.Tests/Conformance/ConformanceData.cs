namespace Crossbar.Onnx.Tests.Conformance;

/// <summary>The ONNX project's own tests of operators, where this machine has them (Debian: libonnx-testdata).</summary>
internal static class ConformanceData
{
    /// <summary>The folder that holds <c>node</c>, from CROSSBAR_ONNX_TESTDATA or where Debian's package puts it; null where there is none.</summary>
    public static string? Folder { get; } = new[] { Environment.GetEnvironmentVariable("CROSSBAR_ONNX_TESTDATA"), "/usr/share/libonnx-testdata/data" }
        .FirstOrDefault(folder => !string.IsNullOrEmpty(folder) && Directory.Exists(Path.Combine(folder, "node")));

    /// <summary>The folders of all tests: each has a model and a folder of inputs and outputs.</summary>
    public static IEnumerable<string> Cases() => new[] { "node", "simple", "pytorch-operator", "pytorch-converted" }
        .Select(kind => Path.Combine(Folder!, kind)).Where(Directory.Exists)
        .SelectMany(kind => Directory.EnumerateDirectories(kind, "test_*").Order(StringComparer.Ordinal));
}
