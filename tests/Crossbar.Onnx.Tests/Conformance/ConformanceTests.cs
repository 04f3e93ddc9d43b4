using System.Text;
using Crossbar.Compiler.Onnx.Operators;
using Crossbar.Onnx.Tests.Operators;
using Xunit.Abstractions;

namespace Crossbar.Onnx.Tests.Conformance;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const string Accept = "CROSSBAR_ACCEPT_SNAPSHOTS";
    private const string TableBegin = "<!-- table: written by ConformanceTests -->\n";
    private const string TableEnd = "<!-- end of table -->\n";

    private static readonly string Expectation = Repository.At("tests", "Crossbar.Onnx.Tests", "Conformance", "expected.txt");

    [ConformanceFact]
    public void The_ONNX_projects_own_tests_pass_as_they_did()
    {
        Assert.True(ConformanceData.Folder is not null, "The ONNX test data are missing (Debian: apt-get install libonnx-testdata).");
        var results = ConformanceData.Cases().AsParallel().AsOrdered().Select(ConformanceCase.Run).ToList();
        var summary = Summary(results);
        output.WriteLine(summary);
        Directory.CreateDirectory(Repository.At("artifacts"));
        File.WriteAllText(Repository.At("artifacts", "conformance.txt"), $"ONNX conformance: {summary}\n");

        var failed = results.Where(r => r.Outcome == ConformanceOutcome.Failed).ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        var text = string.Concat(results.Select(r => r + "\n"));
        IsCurrent(Expectation, text);
        var page = Repository.At("docs", "onnx.md");
        var before = File.ReadAllText(page);
        var (begin, end) = (before.IndexOf(TableBegin, StringComparison.Ordinal) + TableBegin.Length, before.IndexOf(TableEnd, StringComparison.Ordinal));
        IsCurrent(page, before[..begin] + Table(results, summary) + before[end..]);
    }

    private static string Summary(IEnumerable<ConformanceResult> results) => string.Join(
        ", ", results.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"));

    // A row per operator: the cases of OperatorCases, and the ONNX project's tests by operator set.
    private static string Table(List<ConformanceResult> results, string summary)
    {
        var text = new StringBuilder();
        var opsets = Enumerable.Range(OnnxFile.MinOpset, OnnxFile.MaxOpset - OnnxFile.MinOpset + 1).ToList();
        text.Append(CultureInfo.InvariantCulture, $"{results.Count} tests: {summary}.\n\n");
        text.Append("| operator |").AppendJoin('|', opsets.Select(o => $" {o} ")).Append("| ONNX's tests |\n");
        text.Append("|---|").Append(string.Concat(opsets.Select(_ => "---|"))).Append("---|\n");
        var cases = OperatorCases.All.SelectMany(c => c.Operator.Split(' ').Select(name => c with { Operator = name })).ToLookup(c => c.Operator);
        foreach (var name in OperatorTable.Names)
        {
            var own = results.Where(r => r.Operator == name).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {name} |");
            foreach (var opset in opsets)
            {
                var compared = cases[name].Count(c => c.First <= opset && opset <= c.Last);
                var passed = own.Count(r => r.Opset == opset && r.Outcome == ConformanceOutcome.Passed);
                text.Append(CultureInfo.InvariantCulture, $" {(compared > 0 ? compared : "")}{(passed > 0 ? $"+{passed}" : "")} |");
            }

            text.Append(CultureInfo.InvariantCulture, $" {(own.Count == 0 ? "" : Summary(own))} |\n");
        }

        return text.ToString();
    }

    private static void IsCurrent(string file, string text)
    {
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, text);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == text,
            $"{Path.GetFileName(file)} is not what the tests say. Run this test with {Accept}=1, which writes it, and review the change.");
    }
}
