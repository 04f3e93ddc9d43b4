namespace Crossbar.Tool.Tests.Commands;

public sealed class ProgramCommandTests : IDisposable
{
    private static readonly string[] Quick = ["--conversion", "None", "--max-rows", "40", "--max-columns", "40"];

    private readonly TemporaryFolder _folder = new();

    private string Chip => _folder["chip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chip_is_programmed_read_back_and_evaluated()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 12, withLabels: true);
        string[] all = ["--calibration-data", data, "--calibration-samples", "4", .. Quick];
        // Errors are not programmed.
        var run = ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, "--programming-sigma", "1e-6", .. all]).Succeeds();
        Assert.Matches(@"^Crossbar: Mnist\.onnx -> \d+ arrays, \d+ memristors in ", run.Output);
        string[] evaluate = ["evaluate", ToolRun.Model, "--data", data, "--json", .. all];
        var designed = Json(evaluate);
        var same = Json([.. evaluate, "--measured-conductances", Chip]);
        Assert.Equal(designed.GetProperty("outputError").GetDouble(), same.GetProperty("outputError").GetDouble());

        // All cells at nine tenths: converters and fits of the design are wrong by as much, those of the chip are not.
        foreach (var file in Directory.GetFiles(Chip, "layer*.csv"))
        {
            File.WriteAllLines(file, [.. File.ReadAllLines(file).Select(line => line[0] == '#' ? line : string.Join(
                ',', line.Split(',').Select(g => (0.9 * double.Parse(g, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture))))]);
        }

        var measured = Json([.. evaluate, "--measured-conductances", Chip, "--measured"]);
        Assert.Equal(designed.GetProperty("crossbarAccuracy").GetDouble(), measured.GetProperty("accuracyAsDesigned").GetDouble());
        var (before, after) = (measured.GetProperty("outputErrorBeforeRecalibration").GetDouble(), measured.GetProperty("outputError").GetDouble());
        Assert.True(before > 2 * after, $"{before} became {after}.");
        Assert.Equal(after, Json([.. evaluate, "--measured-conductances", Chip]).GetProperty("outputError").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, designed.GetProperty("accuracyAsDesigned").ValueKind);

        var text = ToolRun.InProcess(["evaluate", ToolRun.Model, "--data", data, "--measured-conductances", Chip, "--measured", .. all]).Succeeds().Output;
        Assert.Equal(["images", "software", "crossbar", "crossbar", "crossbar"], text.Split('\n').Take(5).Select(line => line.Split(' ')[0]));
        Assert.Contains(", as designed\n", text, StringComparison.Ordinal);
        Assert.Contains(", as measured, with the design's converters and fits\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_what_was_measured_nor_files_of_the_user_are_written_over()
    {
        ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, .. Quick]).Succeeds();
        // Its own earlier output.
        ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, .. Quick]).Succeeds();
        var run = ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, "--measured-conductances", Chip, .. Quick]);
        Assert.Contains(": error CBX0011: ", run.Error, StringComparison.Ordinal);
        File.WriteAllText(_folder["chip", "layer00_tile000.csv"], "1e-5\n");
        run = ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, .. Quick]);
        Assert.Contains(": error CBX0013: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("1e-5\n", File.ReadAllText(_folder["chip", "layer00_tile000.csv"]));
        run = ToolRun.InProcess(["program", ToolRun.Model, "-o", Chip, "--measured-conductances", _folder["nowhere"], .. Quick]);
        Assert.Contains(": error CBX0001: MeasuredConductances ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--measured needs --measured-conductances.", "evaluate", "--measured")]
    [InlineData("--measured-conductances and --recalibrate exclude each other", "evaluate", "--recalibrate", "--measured-conductances", ".")]
    [InlineData("--measured-conductances and --age exclude each other", "evaluate", "--age", "1d", "--device", "pcm-joshi-2020", "--measured-conductances", ".")]
    [InlineData("is one chip, and this study draws others", "study retention", "--measured-conductances", ".")]
    [InlineData("is one chip, and this study draws others", "study yield", "--metadata", "measuredconductances=.")]
    [InlineData("is one chip, and this study draws others", "study programming", "--measured-conductances", ".")]
    public void What_cannot_be_asked_for_is_said(string message, string command, params string[] more)
    {
        var run = ToolRun.InProcess([.. command.Split(' '), ToolRun.Model, "--data", "x.npz", .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(string[] arguments) => JsonDocument.Parse(ToolRun.InProcess(arguments).Succeeds().Output).RootElement;
}
