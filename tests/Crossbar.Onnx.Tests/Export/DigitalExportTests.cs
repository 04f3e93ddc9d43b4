using Crossbar.Compiler.Export;
using Crossbar.Compiler.Export.Graph;
using Crossbar.Compiler.Tests;
using Crossbar.Onnx.Tests.Networks;
using Crossbar.Onnx.Tests.Operators;

namespace Crossbar.Onnx.Tests.Export;

public sealed class DigitalExportTests
{
    public static TheoryData<string> Names => [.. Architectures.All.Keys];

    // Whatever an operator becomes when it is imported: every kind of layer, with every function.
    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(21)]
    public void What_an_operator_was_imported_as_is_exported_and_computes_the_same(int opset)
    {
        var failures = new List<string>();
        foreach (var test in OperatorCases.All.Where(c => c.First <= opset && opset <= c.Last))
        {
            try
            {
                var design = ImportAssert.Imports(test.Build().Opset(opset)).Design;
                var images = ExportAssert.Images(design, 3);
                var expected = ExportAssert.Run(design, images);
                var model = NetworkExporter.Export(design, "image", "scores");
                Assert.InRange(ExportAssert.Difference(expected, ExportAssert.Run(model, design, images)), 0, 1e-5);
                var again = ImportAssert.Import(model).Design;
                Assert.Equal(design.OutputShape, again.OutputShape);
                Assert.InRange(ExportAssert.Difference(expected, ExportAssert.Run(again, images)), 0, 1e-5);
            }
            catch (Exception failure)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{test.Operator}: {failure.Message}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void A_graph_takes_no_more_numbers_than_a_file_holds()
    {
        var graph = new ExportedGraph("graph", "x", "y", [1]) { Limit = 32, Prefix = "conv2" };
        graph.Numbers("weights", [1, 2, 3, 4], 4);
        graph.Integers(5, 6);
        var failure = Assert.Throws<CompilationException>(() => graph.Number("one", 1));
        var error = Reported.Only(Descriptors.ExportTooLarge, failure.Diagnostics);
        Assert.Contains("'conv2'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_digital_network_is_exported_and_computes_the_same(string name)
    {
        var design = ImportAssert.Imports(Architectures.All[name]()).Design;
        var images = ExportAssert.Images(design, 2);
        var expected = ExportAssert.Run(design, images);
        Assert.InRange(ExportAssert.Difference(expected, ExportAssert.RunExported(design, images)), 0, 1e-4);
    }
}
