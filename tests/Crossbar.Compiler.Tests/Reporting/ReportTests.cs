using System.Text.Json;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Tests.Onnx;

namespace Crossbar.Compiler.Tests.Reporting;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 12 kernel rows cut in two; 5 outputs in arrays of at most 4 lines, one of them the reference: 3 + 2.
    [Fact]
    public void A_report_counts_arrays_memristors_and_weights()
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten");
        model.Graph.Node[0].Name = "conv";
        var request = new CompilationRequest(
            _folder.Write("model.onnx", model.ToBytes()), [("ClassName", "Net"), ("Namespace", "Demo"), ("MaxRows", "8"), ("MaxColumns", "4")], null, null);
        var report = ModelCompiler.Compile(request, _folder.Path, new DiagnosticBag());
        Assert.Equal(("model.onnx", "Demo.Net", 4, 12 * (5 + 2), 60), (report.Model, report.ClassName, report.Arrays, report.Devices, report.Weights));
        var layer = Assert.Single(report.Layers);
        Assert.Equal(("conv", "Conv", "3×5×5", "5×4×4", "12×5", 1, 16), (layer.Name, layer.Operator, layer.Input, layer.Output, layer.Kernel, layer.Groups, layer.Reads));
        Assert.Equal([(6, 4), (6, 3), (6, 4), (6, 3)], layer.Arrays.Select(a => (a.Rows, a.BitLines)));
        Assert.Equal(report.UsedRange, layer.Arrays.Min(a => a.UsedRange));
        Assert.Equal(report.WorstError, layer.Arrays.Max(a => a.WorstError));
        Assert.Equal("8", report.Options["MaxRows"]);
        // Paths are of the machine and would make the report differ on another.
        Assert.DoesNotContain("CalibrationData", report.Options.Keys);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "Net.report.json")));
        Assert.Equal(84, json.RootElement.GetProperty("devices").GetInt64());
        Assert.Equal("3×5×5", json.RootElement.GetProperty("layers")[0].GetProperty("input").GetString());
        Assert.Equal(
            $"Crossbar: model.onnx -> 1 layer, 4 arrays, 84 memristors, {Math.Round(100 * report.UsedRange)} % of the range, worst error {100 * report.WorstError:G2} %, {1e12 * report.Power.Energy:G3} pJ per image, 1.5 s",
            ReportBuilder.Summary(report, TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void A_manifest_is_what_the_architecture_says()
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten").Floats("v", [80, 2]).ThenWith("MatMul", ["v"]);
        model.Graph.Node[0].Name = "tab\there\nand\\there";
        model.Graph.Node[2].Name = "fc";
        var labels = _folder.Write("labels.txt", "cat\ndog\n"u8.ToArray());
        var request = new CompilationRequest(
            _folder.Write("my-net.onnx", model.ToBytes()), [("Namespace", "Demo"), ("Labels", labels), ("InputMean", "0.5"), ("Accessibility", "internal")], null, null);
        var text = ManifestWriter.Write(ModelLoader.Load(request, new DiagnosticBag()));
        Assert.Equal(
            "crossbar-manifest\t1\nclass\tMyNetCrossbar\nnamespace\tDemo\naccessibility\tinternal\nmodel\tmy-net.onnx\ninput\tx\t3\t5\t5\n"
            + "output\tMatMul2_out\t2\nbytes\t1\nlabel\tcat\nlabel\tdog\nlayer\ttab\\there\\nand\\\\there\tConv\t3×5×5\t5×4×4\nlayer\tfc\tMatMul\t80\t2\nweights\t220\n",
            text);
    }

    [Fact]
    public void A_diagnostics_file_has_a_line_each()
    {
        var path = Path.Combine(_folder.Path, "x.diag");
        DiagnosticsFile.Write(path, []);
        Assert.Equal("", File.ReadAllText(path));
        DiagnosticsFile.Write(path, [
            Diagnostic.Create(Descriptors.InvalidData, "a\tb.npz", "two\nlines \\ here") with { Line = 3, Column = 4 },
            Diagnostic.Create(Descriptors.NoCalibrationData, null, "m.onnx"),
        ]);
        var lines = File.ReadAllText(path).Split('\n');
        Assert.Equal($"error\t{Descriptors.InvalidData.Code}\ta\\\\tb.npz\t3\t4\ttwo\\\\nlines \\\\ here", lines[0]);
        Assert.StartsWith($"warning\t{Descriptors.NoCalibrationData.Code}\t\t0\t0\tm.onnx has no CalibrationData", lines[1], StringComparison.Ordinal);
        Assert.Equal(["", ""], [lines[2], string.Join("", lines[3..])]);
    }
}
