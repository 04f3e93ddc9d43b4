namespace Crossbar.Tool.Tests.Commands;

public sealed class CompileCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Describe_writes_the_manifest_and_only_when_it_differs()
    {
        ToolRun.InProcess("describe", ToolRun.Model, "-o", _folder["out"], "--namespace", "Demo", "--input-mean", "0.5").Succeeds();
        Assert.Equal(["MnistCrossbar.manifest"], _folder.Files("out"));
        var path = _folder["out/MnistCrossbar.manifest"];
        var lines = File.ReadAllText(path).Split('\n');
        Assert.Equal(
            ["crossbar-manifest\t1", "class\tMnistCrossbar", "namespace\tDemo", "accessibility\tpublic", "model\tMnist.onnx", "input\tinput\t1\t28\t28", "output\tlogits\t10", "bytes\t1"],
            lines[..8]);
        Assert.Equal(4, lines.Count(l => l.StartsWith("layer\t", StringComparison.Ordinal)));
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, past);
        ToolRun.InProcess("describe", ToolRun.Model, "-o", _folder["out"], "--namespace", "Demo", "--input-mean", "0.5").Succeeds();
        Assert.Equal(past, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void A_request_file_is_the_command_line_with_comments()
    {
        File.WriteAllText(_folder["Net.request"], $"""
            # written by a test; spaces and quotes in "values" are nothing special
            {ToolRun.Model}
            --metadata
            ClassName=Net
            --metadata
            Namespace=Demo

            --metadata
            WireResistance=2
            --metadata
            Netlist=None
            --metadata
            Tables=Source
            --metadata
            MaxRows=32
            --metadata
            MaxColumns=32
            --base-directory
            {_folder.Path}
            --output-directory
            {_folder["out put"]}
            --diagnostics-file
            {_folder["Net.diag"]}
            --origin
            {_folder["App.csproj"]}
            --tool-version
            0.1.0
            """);
        var run = ToolRun.InProcess("compile", "@" + _folder["Net.request"]).Succeeds();
        Assert.Equal(["Net.outputs", "Net.report.json", "Net.tables.g.cs"], _folder.Files("out put"));
        Assert.Equal("Net.tables.g.cs\nNet.report.json\n", File.ReadAllText(_folder["out put/Net.outputs"]));
        using var report = JsonDocument.Parse(File.ReadAllText(_folder["out put/Net.report.json"]));
        Assert.Equal("Demo.Net", report.RootElement.GetProperty("className").GetString());
        Assert.Equal("2", report.RootElement.GetProperty("options").GetProperty("WireResistance").GetString());
        // The summary is the last line; with a diagnostics file nothing is printed in canonical form.
        Assert.StartsWith("Crossbar: Mnist.onnx -> 4 layers, ", run.Output.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        Assert.Equal("", run.Error);
        Assert.StartsWith($"warning\t{Descriptors.NoCalibrationData.Code}\t{_folder["App.csproj"]}\t0\t0\t", File.ReadAllText(_folder["Net.diag"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_wins_over_metadata_and_a_resource_over_a_large_table()
    {
        var run = ToolRun.InProcess(
            [.. ToolRun.QuickCompile, "-o", _folder["out"], "--metadata", "Tables=Source", "--tables", "Resource", "--metadata", "ClassName=Net"]);
        run.Succeeds();
        Assert.Equal(["Net.outputs", "Net.report.json", "Net.tables.bin", "Net.tables.g.cs"], _folder.Files("out"));
        Assert.Contains($"warning {Descriptors.NoCalibrationData.Code}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_the_layers_stands_before_the_summary()
    {
        var lines = ToolRun.InProcess([.. ToolRun.QuickCompile, "-o", _folder["out"], "--table"]).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Equal(
            ["Layer", "Kernel", "Arrays", "RangePercent", "WorstErrorPercent", "DacMin", "DacMax", "DacClipPercent", "AdcMinMicroampere", "AdcMaxMicroampere", "AdcClipPercent", "SqnrDecibel", "PowerMilliwatt", "EnergyNanojoule"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("/conv1/Conv", lines[1], StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(_folder["out/MnistCrossbar.report.json"]));
        Assert.All(report.RootElement.GetProperty("layers").EnumerateArray(), layer =>
        {
            var converters = layer.GetProperty("converters");
            Assert.True(converters.GetProperty("adcMinimum").GetDouble() < converters.GetProperty("adcMaximum").GetDouble());
            Assert.InRange(converters.GetProperty("adcClipping").GetDouble(), 0, 0.1);
            Assert.InRange(converters.GetProperty("dacClipping").GetDouble(), 0, 0.1);
            Assert.InRange(converters.GetProperty("signalToNoise").GetDouble(), 5, 80);
        });

        // An image takes the layers' energies together, each of them its arrays' mean power for all its reads of 10 ns.
        var layers = report.RootElement.GetProperty("layers").EnumerateArray().ToArray();
        var energy = report.RootElement.GetProperty("power").GetProperty("energy").GetDouble();
        Assert.Equal(energy, layers.Sum(layer => layer.GetProperty("power").GetProperty("energy").GetDouble()), 1e-9 * energy);
        Assert.All(layers, layer =>
        {
            var arrays = layer.GetProperty("arrays").EnumerateArray().Sum(array => array.GetProperty("power").GetProperty("mean").GetDouble());
            var expected = arrays * layer.GetProperty("reads").GetInt32() * 1e-8;
            Assert.Equal(expected, layer.GetProperty("power").GetProperty("energy").GetDouble(), 1e-9 * expected);
        });
    }

    // The build starts the tool so: a process of its own. On one core and on all, a compile writes the same bytes.
    [Fact]
    public void A_process_writes_the_same_bytes_on_any_number_of_cores()
    {
        string[] arguments =
            ["compile", ToolRun.Model, "--programming-sigma", "4e-7", "--max-rows", "32", "--max-columns", "32", "--report", ReportFactAttribute.HasPage ? "true" : "false", "-o"];
        var one = ToolRun.AsProcess(("DOTNET_PROCESSOR_COUNT", "1"), [.. arguments, _folder["one"]]).Succeeds();
        ToolRun.AsProcess(("DOTNET_PROCESSOR_COUNT", "4"), [.. arguments, _folder["four"]]).Succeeds();
        Assert.StartsWith("Crossbar: Mnist.onnx -> 4 layers", one.Output, StringComparison.Ordinal);
        Assert.Contains("compiling Mnist.onnx: 50 %", one.Error, StringComparison.Ordinal);
        var files = _folder.Files("one");
        Assert.Contains("netlists/MnistCrossbar/index.txt", files);
        Assert.Equal(files, _folder.Files("four"));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(_folder[$"one/{file}"]), File.ReadAllBytes(_folder[$"four/{file}"])));
    }
}
