namespace Crossbar.Tool.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_object_has_accuracies_interval_time_and_options()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 40, withLabels: true);
        var run = Evaluate(data, "--adc-bits", "6").Succeeds();
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(40, root.GetProperty("images").GetInt32());
        var accuracy = root.GetProperty("crossbarAccuracy").GetDouble();
        Assert.Equal(0, accuracy * 40 % 1, 1e-9);
        Assert.InRange(root.GetProperty("softwareAccuracy").GetDouble(), 0, 1);
        var interval = root.GetProperty("crossbarInterval95");
        Assert.Equal(2, interval.GetArrayLength());
        Assert.InRange(accuracy, interval[0].GetDouble(), interval[1].GetDouble());
        Assert.True(root.GetProperty("secondsPerImage").GetDouble() > 0);
        Assert.Equal("6", root.GetProperty("options").GetProperty("AdcBits").GetString());
        Assert.Equal("8", root.GetProperty("options").GetProperty("DacBits").GetString());
    }

    // What a conversion uses is told in docs/power.md: 2 mW of an ADC for 100 ns are shared by 128 columns, a row's driver takes 2^bits - 1 times 4 mW/1024 for 100 ns.
    [Fact]
    public void Reads_and_energy_are_told()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 3, withLabels: false);
        string[] arguments = ["evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, "--conversion", "None"];
        using var json = JsonDocument.Parse(ToolRun.InProcess([.. arguments, "--json"]).Succeeds().Output);
        var (root, energy) = (json.RootElement, json.RootElement.GetProperty("energy"));
        Assert.Equal(576 + 64 + 1 + 1, root.GetProperty("reads").GetInt32());
        Assert.Equal(642 * 1e-8, root.GetProperty("secondsOfReads").GetDouble(), 1e-15);
        // Kernels of 25, 500, 800 and 500 rows on arrays of 128 rows and 127 outputs: each tile of an output has an ADC, each tile of rows and columns its drivers.
        long adcs = (576 * 20 * 1) + (64 * 50 * 4) + (500 * 7) + (10 * 4);
        long dacs = (576 * 25 * 1) + (64 * 500 * 1) + (800 * 4) + (500 * 1);
        Assert.Equal(adcs * 2e-3 * 100e-9 / 128, energy.GetProperty("adcs").GetDouble(), 1e-15);
        Assert.Equal(dacs * 255 * 4e-3 / 1024 * 100e-9, energy.GetProperty("dacs").GetDouble(), 1e-13);
        Assert.InRange(energy.GetProperty("cells").GetDouble(), 0.5 * energy.GetProperty("arrays").GetDouble(), energy.GetProperty("arrays").GetDouble());
        var text = ToolRun.InProcess(arguments).Succeeds().Output;
        Assert.Contains("reads     642 per image, 6.42 µs one after the other", text, StringComparison.Ordinal);
        Assert.Contains("ADCs 0.0435 µJ by isaac-2016", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_classes_accuracies_are_null_and_scores_are_saved_all_the_same()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 7, withLabels: false);
        var run = Evaluate(data, "--save-logits", _folder["chip.npy"], "--save-software-logits", _folder["software.npy"]).Succeeds();
        using var json = JsonDocument.Parse(run.Output);
        foreach (var name in new[] { "softwareAccuracy", "crossbarAccuracy", "crossbarInterval95" })
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind);
        var (chip, software) = (DataFiles.ReadFloats(_folder["chip.npy"]), DataFiles.ReadFloats(_folder["software.npy"]));
        Assert.Equal(("(7, 10)", 70), (chip.Shape, chip.Values.Length));
        Assert.Equal(("(7, 10)", 70), (software.Shape, software.Values.Length));
        Assert.NotEqual(software.Values, chip.Values);
        var squares = software.Values.Zip(chip.Values, (s, c) => ((double)c - s) * ((double)c - s)).Sum();
        Assert.Equal(Math.Sqrt(squares / software.Values.Sum(s => (double)s * s)), json.RootElement.GetProperty("outputError").GetDouble(), 1e-12);
        // The same network all the same: scores lie within a fraction of their spread.
        var spread = software.Values.Max() - software.Values.Min();
        Assert.All(software.Values.Zip(chip.Values), pair => Assert.InRange(pair.Second, pair.First - (0.2f * spread), pair.First + (0.2f * spread)));
    }

    [Theory]
    [InlineData("Mnist", "1, 28, 28", new[] { 0.0, 0, 0 }, new[] { 1.0, 1, 1 })]
    [InlineData("ResNet20", "3, 32, 32", new[] { 0.4914, 0.4822, 0.4465 }, new[] { 0.2470, 0.2435, 0.2616 })]
    public void Saved_software_scores_are_those_of_ONNX_Runtime(string name, string shape, double[] mean, double[] std)
    {
        const int Count = 5;
        int[] dimensions = [.. shape.Split(", ").Select(int.Parse)];
        var length = dimensions.Aggregate((a, b) => a * b);
        var model = Repository.At("samples", name, $"{name}.onnx");
        var data = DataFiles.WriteImages(_folder["test.npz"], Count, withLabels: false, shape, length);
        string[] scaling = dimensions[0] == 1 ? [] : ["--input-mean", string.Join(',', mean), "--input-std", string.Join(',', std)];
        ToolRun.InProcess(["evaluate", model, "--data", data, "--calibration-data", data, "--save-software-logits", _folder["software.npy"], "--conversion", "None", .. scaling]).Succeeds();
        var pixels = new byte[Count * length];
        new Random(1).NextBytes(pixels);
        var plane = length / dimensions[0];
        float[] images = [.. pixels.Select((p, k) => (float)(((p / 255.0) - mean[k % length / plane]) / std[k % length / plane]))];
        using var session = new OnnxRuntimeSession(model);
        var actual = DataFiles.ReadFloats(_folder["software.npy"]).Values;
        for (var n = 0; n < Count; n++)
        {
            var expected = session.Run(images.AsMemory(n * length, length), [1, .. dimensions]);
            for (var k = 0; k < expected.Length; k++)
                Assert.Equal(expected[k], actual[(n * expected.Length) + k], 1e-4);
        }
    }

    [Fact]
    public void People_get_a_table()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 5, withLabels: true);
        var run = ToolRun.InProcess("evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, "--conversion", "None").Succeeds();
        Assert.Equal(["images", "software", "crossbar", "loss", "error", "time", "reads", "energy"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]));
        Assert.Contains("% right (95 %:", run.Output, StringComparison.Ordinal);
    }

    // The same chip twice: with the ranges and fits of the chip without errors, and with its own.
    [Fact]
    public void A_recalibrated_chip_is_shown_beside_itself_before()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 12, withLabels: true);
        string[] chip = ["--programming-sigma", "2e-6", "--stuck-off-rate", "0.01", "--seed", "5"];
        using var json = JsonDocument.Parse(Evaluate(data, ["--recalibrate", "--conversion", "None", .. chip]).Succeeds().Output);
        var root = json.RootElement;
        foreach (var name in new[] { "crossbarAccuracy", "accuracyBeforeRecalibration" })
            Assert.Equal(0, Math.IEEERemainder(root.GetProperty(name).GetDouble() * 12, 1), 1e-9);
        Assert.Equal("2E-06", root.GetProperty("options").GetProperty("ProgrammingSigma").GetString());
        Assert.InRange(root.GetProperty("outputError").GetDouble(), 0, root.GetProperty("outputErrorBeforeRecalibration").GetDouble());
        var loss = root.GetProperty("lossInterval95");
        Assert.InRange(root.GetProperty("softwareAccuracy").GetDouble() - root.GetProperty("crossbarAccuracy").GetDouble(), loss[0].GetDouble(), loss[1].GetDouble());
        var text = ToolRun.InProcess(["evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, "--conversion", "None", "--recalibrate", .. chip]).Succeeds().Output;
        Assert.Contains(", calibrated before its errors\n", text, StringComparison.Ordinal);
        Assert.Contains(", recalibrated\n", text, StringComparison.Ordinal);
        using var plain = JsonDocument.Parse(Evaluate(data, "--conversion", "None").Succeeds().Output);
        Assert.Equal(JsonValueKind.Null, plain.RootElement.GetProperty("accuracyBeforeRecalibration").ValueKind);
    }

    [Fact]
    public void Converters_as_built_are_told_and_evaluated_before_and_after_calibration()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 12, withLabels: true);
        string[] chip = ["--adc-offset-sigma", "8", "--adc-gain-sigma", "0.05", "--dac-noise", "0.2", "--converter-trim", "None", "--seed", "5"];
        using var json = JsonDocument.Parse(Evaluate(data, ["--recalibrate", .. chip]).Succeeds().Output);
        var root = json.RootElement;
        Assert.Equal((8, 0.2), (root.GetProperty("converters").GetProperty("AdcOffset").GetDouble(), root.GetProperty("converters").GetProperty("DacNoise").GetDouble()));
        Assert.Equal("None", root.GetProperty("converterTrim").GetString());
        Assert.InRange(root.GetProperty("outputError").GetDouble(), 0, root.GetProperty("outputErrorBeforeRecalibration").GetDouble() / 2);
        // Compiled for these converters it is the chip that was calibrated anew.
        using var compiled = JsonDocument.Parse(Evaluate(data, chip).Succeeds().Output);
        Assert.Equal(root.GetProperty("outputError").GetDouble(), compiled.RootElement.GetProperty("outputError").GetDouble(), 1e-3);
        var text = ToolRun.InProcess(["evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, .. chip]).Succeeds().Output;
        Assert.Contains("\nconvert   DAC noise 0.2 LSB; ADC offset 8 LSB, gain 5 %; not trimmed, chip 5\n", text, StringComparison.Ordinal);
        ToolRun.InProcess("evaluate", ToolRun.Model, "--data", data, "--adc-noise", "1", "--arithmetic", "FixedPoint").FailsWith("crossbar", Descriptors.NoFixedPoint);
    }

    // The wires of the chip at hand: without them the chip is the one that was compiled for, and with as many ohms too.
    [Fact]
    public void A_chip_with_other_wires_is_evaluated_as_compiled_and_recalibrated()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 12, withLabels: true);
        string[] other = ["--actual-wire-resistance", "5", "--actual-column-wire-resistance", "7", "--actual-input-resistance", "30", "--actual-output-resistance", "40"];
        var plain = Scores("plain");
        Assert.Equal(plain, Scores("same", "--actual-wire-resistance", "1", "--actual-row-wire-resistance", "1", "--actual-input-resistance", "1", "--actual-output-resistance", "1"));
        var asCompiled = Scores("other", other);
        Assert.NotEqual(plain, asCompiled);
        using var json = JsonDocument.Parse(Evaluate(data, ["--recalibrate", "--save-logits", _folder["again.npy"], .. other]).Succeeds().Output);
        Assert.NotEqual(asCompiled, DataFiles.ReadFloats(_folder["again.npy"]).Values);
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.GetProperty("accuracyBeforeRecalibration").ValueKind);
        var resistances = json.RootElement.GetProperty("actualResistances");
        Assert.Equal([5, 7, 30, 40], new[] { "row", "column", "input", "output" }.Select(name => resistances.GetProperty(name).GetDouble()));
        Assert.Equal("1", json.RootElement.GetProperty("options").GetProperty("WireResistance").GetString());

        var refused = ToolRun.InProcess("evaluate", ToolRun.Model, "--data", data, "--actual-input-resistance", "-1");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--actual-input-resistance must be 0 to 1000000000 ohms, not '-1'.", refused.Error, StringComparison.Ordinal);

        float[] Scores(string name, params string[] wires)
        {
            Evaluate(data, ["--save-logits", _folder[$"{name}.npy"], .. wires]).Succeeds();
            return DataFiles.ReadFloats(_folder[$"{name}.npy"]).Values;
        }
    }

    private static ToolRun Evaluate(string data, params string[] more) =>
        ToolRun.InProcess(["evaluate", ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--max-rows", "32", "--max-columns", "32", "--json", .. more]);
}
