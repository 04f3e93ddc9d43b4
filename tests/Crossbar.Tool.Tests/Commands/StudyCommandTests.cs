using System.Globalization;

namespace Crossbar.Tool.Tests.Commands;

public sealed class StudyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string[] Small => ["study", "conversion", "--sizes", "9x4", "--kernels", "Gaussian", "Ternary", "--sparsities", "0", "0.5", "-o", _folder["small"]];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_conversion_study_is_a_table_csv_or_json_of_the_same_rows()
    {
        // Two kernels, two sparsities, four conversions.
        var text = ToolRun.InProcess(Small).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 16, text.Length);
        Assert.StartsWith("Kernel ", text[0], StringComparison.Ordinal);
        var csv = ToolRun.InProcess([.. Small, "--csv"]).Succeeds().Output.TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToArray();
        Assert.Equal(["Kernel", "Rows", "Outputs", "Sparsity", "Conversion"], csv[0][..5]);
        Assert.Equal(["Exact", "MaxInput", "None", "Signal=Mean"], csv[1..].Select(r => r[4]).Distinct().Order());
        using var json = JsonDocument.Parse(ToolRun.InProcess([.. Small, "--json"]).Succeeds().Output);
        Assert.Equal(csv[1..].Select(r => r[4]), json.RootElement.EnumerateArray().Select(r => r.GetProperty("conversion").GetString()));
        var mean = Array.IndexOf(csv[0], "MeanError");
        Assert.Equal(
            csv[1..].Select(r => double.Parse(r[mean], CultureInfo.InvariantCulture)), json.RootElement.EnumerateArray().Select(r => r.GetProperty("meanError").GetDouble()));
    }

    // 25×20 + 500×50 + 800×500 + 500×10 weights; dense arrays are read 576 + 64 + 1 + 1 times.
    [Fact]
    public void An_overhead_study_counts_a_models_devices_and_iterations()
    {
        var text = ToolRun.InProcess("study", "overhead", ToolRun.Model, "-o", _folder["overhead"]).Succeeds().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(1 + (2 * 4) + 1, text.Length);
        Assert.StartsWith("642 iterations per image with dense mapping, 642 along", text[^1], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ToolRun.InProcess("study", "overhead", ToolRun.Model, "-o", _folder["overhead"], "--json").Succeeds().Output);
        var dense = json.RootElement.EnumerateArray().Where(r => r.GetProperty("mapping").GetString() == "Dense").ToArray();
        Assert.Equal([25 * 20, 500 * 50, 800 * 500, 500 * 10], dense.Select(r => r.GetProperty("rows").GetInt64() * r.GetProperty("columns").GetInt64()));
        Assert.StartsWith("Layer,Mapping,", ToolRun.InProcess("study", "overhead", ToolRun.Model, "-o", _folder["overhead"], "--csv").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_programming_study_has_a_row_for_each_mapping_scale_and_sigma()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 10, withLabels: true);
        string[] arguments =
        [
            "study", "programming", ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--conversion", "None",
            "--mappings", "Dense", "--sigmas", "0", "1e-6", "0.000001", "--chips", "2", "-o", _folder["programming"],
        ];
        var csv = ToolRun.InProcess([.. arguments, "--csv"]).Succeeds().Output.TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToArray();
        Assert.Equal(["Mapping", "Scale", "Sigma", "Chips"], csv[0][..4]);
        Assert.Equal(
            ["Dense Column 0 1", "Dense Column 1E-06 2", "Dense Array 0 1", "Dense Array 1E-06 2"], csv[1..].Select(r => string.Join(' ', r[..4])));
        double Value(string[] row, string column) => double.Parse(row[Array.IndexOf(csv[0], column)], CultureInfo.InvariantCulture);
        foreach (var row in csv[1..])
        {
            Assert.InRange(Value(row, "MeanAccuracy"), Value(row, "LeastAccuracy"), Value(row, "GreatestAccuracy"));
            Assert.InRange(Value(row, "MeanBefore"), Value(row, "LeastBefore"), Value(row, "GreatestBefore"));
            // Accuracies of ten images; the mean of two chips is a multiple of a twentieth.
            Assert.Equal(0, Math.IEEERemainder(Value(row, "MeanAccuracy") * 20, 1), 1e-9);
            // One chip says nothing of others.
            Assert.Equal(row[3] == "1", row[Array.IndexOf(csv[0], "MeanLow")].Length == 0);
        }

        // Without errors there is nothing to calibrate anew.
        Assert.Equal(csv[1][4..9], csv[1][9..14]);
    }

    [Fact]
    public void Accuracy_propagation_and_sparsity_are_studied_for_a_model()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 10, withLabels: true);
        string[] common = [ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--csv", "-o"];
        var accuracy = Csv(["study", "accuracy", .. common, _folder["accuracy"], "--images", "6", "--bits", "0", "4/8", "--conversions", "None", "--mappings", "Dense", "Toeplitz"]);
        Assert.Equal(["Mapping", "Conversion", "Encoding", "Weights", "Bits", "Images", "Accuracy"], accuracy[0][..7]);
        Assert.Equal(
            [
                "    software 6", "Dense None Amplitude as they are 0/0 6", "Dense None Amplitude as they are 4/8 6", "Toeplitz None Amplitude as they are 0/0 6",
                "Toeplitz None Amplitude as they are 4/8 6",
            ],
            accuracy[1..].Select(r => string.Join(' ', r[..6])));
        Assert.Contains(Descriptors.ToeplitzTooLarge.Code, string.Join(',', accuracy[4]), StringComparison.Ordinal);

        // Encodings and slices beside each other: a pulse of two bits takes four reads, a weight of 8 bits in cells of 2 four devices.
        var encoded = Csv(["study", "accuracy", .. common, _folder["encoded"], "--images", "6", "--bits", "8", "--conversions", "None", "--encodings", "Amplitude", "BitSerial:2", "--weights", "0", "8/2"]);
        var (reads, devices) = (Array.IndexOf(encoded[0], "Reads"), Array.IndexOf(encoded[0], "Devices"));
        Assert.Equal(["Amplitude as they are", "Amplitude 8/2", "BitSerial:2 as they are", "BitSerial:2 8/2"], encoded[2..].Select(r => $"{r[2]} {r[3]}"));
        Assert.Equal([642, 642, 4 * 642, 4 * 642], encoded[2..].Select(r => int.Parse(r[reads], CultureInfo.InvariantCulture)));
        Assert.InRange(double.Parse(encoded[3][devices], CultureInfo.InvariantCulture) / double.Parse(encoded[2][devices], CultureInfo.InvariantCulture), 3.9, 4);

        string[] layers = ["/conv1/Conv", "/conv2/Conv", "/conv3/Conv", "/conv4/Conv"];
        var propagation = Csv(["study", "propagation", .. common, _folder["propagation"], "--images", "2", "--bits", "8", "2", "--conversion", "None"]);
        Assert.Equal(layers.Concat(layers), propagation[1..].Select(r => r[2]));
        // Two bits lose more than eight, behind every layer.
        Assert.All(Enumerable.Range(1, 4), k => Assert.True(Number(propagation[k + 4][4]) > Number(propagation[k][4])));

        // An ideal DAC has no digits to send: it is left out where nothing was said.
        var pulses = Csv(["study", "propagation", .. common, _folder["pulses"], "--images", "1", "--input-encoding", "BitSerial", "--conversion", "None"]);
        Assert.Equal(["8/8", "6/6", "4/4"], pulses[1..].Select(r => r[0]).Distinct());

        var sparsity = Csv(["study", "sparsity", .. common, _folder["sparsity"]]);
        Assert.Equal(layers, sparsity[1..].Select(r => r[1]));
        Assert.All(sparsity[1..], r => Assert.InRange(Number(r[4]), Number(r[7]), Number(r[8])));

        static string[][] Csv(string[] arguments) => [.. ToolRun.InProcess(arguments).Succeeds().Output.TrimEnd('\n').Split('\n').Select(l => l.Split(','))];

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Wires_are_studied_for_each_conversion_and_factor_with_or_without_classes()
    {
        foreach (var withLabels in new[] { true, false })
        {
            var data = DataFiles.WriteImages(_folder["test.npz"], 10, withLabels);
            string[] arguments =
            [
                "study", "wires", ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--max-rows", "32", "--max-columns", "32",
                "--conversions", "MaxInput", "None", "--factors", "1", "2", "--parts", "Row", "Output", "-o", _folder[$"wires{withLabels}"], "--csv",
            ];
            var csv = ToolRun.InProcess(arguments).Succeeds().Output.TrimEnd('\n').Split('\n').Select(l => l.Split(',')).ToArray();
            Assert.Equal(["MaxInput 1 10", "MaxInput 2 10", "None 1 10", "None 2 10"], csv[1..].Select(r => string.Join(' ', r[..3])));
            string Value(string[] row, string column) => row[Array.IndexOf(csv[0], column)];
            Assert.All(csv[1..], row => Assert.Equal(withLabels, Value(row, "Accuracy").Length > 0));
            Assert.All(csv[1..], row => Assert.True(double.Parse(Value(row, "Error"), CultureInfo.InvariantCulture) > 0));
            Assert.Equal(Value(csv[1], "ErrorBefore"), Value(csv[1], "Error"));
            Assert.NotEqual(Value(csv[2], "ErrorBefore"), Value(csv[2], "Error"));
        }

        Assert.Contains("# parts: Row Output", File.ReadAllText(_folder["wiresTrue/wires.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_classes_have_no_accuracy_to_study()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 3, withLabels: false);
        var message = ToolRun.InProcess("study", "variation", ToolRun.Model, "--data", data, "--calibration-data", data).FailsWith(data, Descriptors.InvalidData);
        Assert.Contains("`y`", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'12' is no size", "conversion", "--sizes", "12")]
    [InlineData("less than 1", "conversion", "--sparsities", "1")]
    [InlineData("--json and --csv exclude each other", "conversion", "--json", "--csv")]
    [InlineData("--kernels knows no 'Gausian': Gaussian, ", "conversion", "--kernels", "Gausian")]
    [InlineData("Did you mean 'Gaussian'?", "conversion", "--kernels", "Gausian")]
    [InlineData("'3/2' is no part of a study", "conversion", "--shard", "3/2")]
    [InlineData("--slurm must be a whole number, 1 or more, not '0'", "conversion", "--slurm", "0")]
    [InlineData("--slurm must be a whole number", "conversion", "--slurm", "abc")]
    [InlineData("--images must be a whole number", "sparsity", "m.onnx", "--data", "x.npz", "--images", "some")]
    [InlineData("--sigmas must be siemens, 0 or more, not 'much'", "programming", "m.onnx", "--data", "x.npz", "--sigmas", "much")]
    [InlineData("--sparsities must be at least 0 and less than 1, not 'x'", "conversion", "--sparsities", "x")]
    [InlineData("There is no command 'study acuracy'. Did you mean 'accuracy'?", "acuracy", "m.onnx", "--data", "x.npz")]
    [InlineData("--grid varies WireResistance", "sweep", "m.onnx", "--data", "x.npz", "--grid", "wireresistance=1,2", "--wire-resistance", "3")]
    [InlineData("are of synthetic kernels", "conversion", "m.onnx", "--sizes", "9x4")]
    [InlineData("--slurm writes a script of its own", "conversion", "--slurm", "2", "--shard", "1/2")]
    [InlineData("--fresh would delete", "conversion", "--shard", "1/2", "--fresh")]
    [InlineData("'--grid'", "sweep", "m.onnx", "--data", "x.npz")]
    [InlineData("Required argument missing for command: 'merge'", "merge")]
    [InlineData("", "overhead")]
    [InlineData("'17' is no resolution", "accuracy", "m.onnx", "--data", "x.npz", "--bits", "17")]
    [InlineData("--images must be a whole number, 0 or more, not '-1'", "sparsity", "m.onnx", "--data", "x.npz", "--images", "-1")]
    [InlineData("'--data'", "propagation", "m.onnx")]
    [InlineData("crossbar study propagation --help", "propagation", "m.onnx")]
    [InlineData("varies DacBits: say which with --bits", "propagation", "m.onnx", "--data", "x.npz", "--dac-bits", "4")]
    [InlineData("varies Mapping: say which with --mappings", "accuracy", "m.onnx", "--data", "x.npz", "--metadata", "Mapping=Dense")]
    [InlineData("'--data'", "variation", "m.onnx")]
    [InlineData("--chips", "variation", "m.onnx", "--data", "x.npz", "--chips", "0")]
    [InlineData("--factors must be 0 to 1000, not '-1'", "wires", "m.onnx", "--data", "x.npz", "--factors", "-1")]
    [InlineData("varies Conversion: say which with --conversions", "wires", "m.onnx", "--data", "x.npz", "--conversion", "None")]
    [InlineData("--parts knows no 'Rows'", "wires", "m.onnx", "--data", "x.npz", "--parts", "Rows")]
    [InlineData("--sigmas", "variation", "m.onnx", "--data", "x.npz", "--sigmas", "-1e-6")]
    public void A_mistyped_study_ends_with_2(string expected, params string[] arguments)
    {
        var run = ToolRun.InProcess(["study", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
