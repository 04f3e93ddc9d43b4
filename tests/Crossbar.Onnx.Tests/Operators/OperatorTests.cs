using Crossbar.Compiler.Onnx.Operators;

namespace Crossbar.Onnx.Tests.Operators;

public sealed class OperatorTests
{
    public static TheoryData<int> Opsets => [.. Enumerable.Range(OnnxFile.MinOpset, OnnxFile.MaxOpset - OnnxFile.MinOpset + 1)];

    [Theory]
    [MemberData(nameof(Opsets))]
    public void Every_operator_of_an_operator_set_computes_what_ONNX_Runtime_does(int opset)
    {
        var failures = new List<string>();
        foreach (var test in OperatorCases.All.Where(c => c.First <= opset && opset <= c.Last))
        {
            try
            {
                ImportAssert.AgreesWithOnnxRuntime(test.Build().Opset(opset));
            }
            catch (Exception failure)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{test.Operator} {opset}: {failure.Message}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        var covered = OperatorCases.All.SelectMany(c => c.Operator.Split(' ')).ToHashSet();
        Assert.DoesNotContain(OperatorTable.Names, name => !covered.Contains(name));
    }

    [Fact]
    public void The_operator_sets_that_define_an_operator_are_those_of_ONNXs_changelog()
    {
        var lines = File.ReadLines(Repository.At("tests", "Crossbar.Onnx.Tests", "Operators", "versions.txt")).Where(line => !line.StartsWith('#'));
        var defined = lines.Select(line => line.Split(' ')).ToDictionary(fields => fields[0], fields => fields[1..].Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToList());
        Assert.Equal(OperatorTable.Names.Order(StringComparer.Ordinal), defined.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, all) in defined)
        {
            OperatorTable.TryFind(name, out var definition);
            // Of those before the oldest model's operator set the last is in force; a definition that ends the operator is none to know.
            Assert.Equal(all.Where(v => v <= definition!.Last && !all.Exists(later => later > v && later <= OnnxFile.MinOpset)), definition!.Versions);
        }
    }
}
