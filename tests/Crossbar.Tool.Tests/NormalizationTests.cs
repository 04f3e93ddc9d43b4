using Crossbar.EndToEnd.Tests;

namespace Crossbar.Tool.Tests;

/// <summary>Byte images that are scaled as the network does not expect them, which is tried before it is said.</summary>
public sealed class NormalizationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => Written("tiny.onnx", new TinyModel().Bytes());

    // Thirty images, a third of which are right without their pixels' means, and all with them.
    private string Shaded => Written("shaded.npz", CalibrationFile.Shaded(30));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("evaluate")]
    [InlineData("compile")]
    [InlineData("report")]
    [InlineData("study", "sparsity")]
    public void Bytes_in_another_scale_are_warned_of_once_and_the_remedy_helps(params string[] command)
    {
        var warning = Assert.Single(Warnings(Run(command)));
        Assert.Contains("10 of 30 are named rightly", warning, StringComparison.Ordinal);
        Assert.Contains("it is 30:", warning, StringComparison.Ordinal);
        var remedy = warning[(warning.IndexOf("on a command line ", StringComparison.Ordinal) + "on a command line ".Length)..warning.IndexOf("). To divide", StringComparison.Ordinal)].Split(' ');
        Assert.Empty(Warnings(Run(command, remedy)));
        Assert.Contains("software  100.00 % right", Run(["evaluate"], remedy).Output, StringComparison.Ordinal);
        // Who says that they are to be divided by 255 alone is believed.
        Assert.Empty(Warnings(Run(command, "--input-mean", "0")));
    }

    [Fact]
    public void Pixels_that_are_no_bytes_are_warned_of_and_saved_as_bytes_they_are_right()
    {
        var floats = Written("floats.npz", CalibrationFile.Shaded(30, asFloats: true));

        var warning = Assert.Single(Warnings(ToolRun.InProcess("evaluate", Model, "--data", floats, "--calibration-data", floats).Succeeds()));
        Assert.Contains("as they are: so, 10 of 30 are named rightly. As bytes with ", warning, StringComparison.Ordinal);
        Assert.Contains("it is 30: save them as bytes", warning, StringComparison.Ordinal);
        var remedy = warning[(warning.IndexOf("on a command line ", StringComparison.Ordinal) + "on a command line ".Length)..warning.LastIndexOf(").", StringComparison.Ordinal)].Split(' ');
        Assert.Contains("software  100.00 % right", Run(["evaluate"], remedy).Output, StringComparison.Ordinal);
        // What is said of bytes does not reach them, and that is said too.
        Assert.Contains("As bytes with InputMean=", Assert.Single(Warnings(ToolRun.InProcess(["evaluate", Model, "--data", floats, "--calibration-data", floats, .. remedy]).Succeeds())), StringComparison.Ordinal);
    }

    [Fact]
    public void Floats_that_are_no_pixels_and_pixels_that_are_right_as_they_are_are_not_warned_of()
    {
        // Pixels whose classes the network names as they are, and features of 0 and 1, of which it would name more without the first one's mean.
        byte[] classes = [.. Enumerable.Range(0, 30).Select(n => (byte)(n % 3))];
        var right = Written("right.npz", CalibrationFile.Npz([.. classes.SelectMany(c => new byte[] { 10, 20, 30, 5 }.Select((level, k) => (byte)(level + (k == c ? 200 : 0))))], classes, 4, asFloats: true));
        var binary = Written("binary.npz", CalibrationFile.Npz([.. classes.SelectMany((c, n) => new[] { 1, c == 1 ? 1 : 0, c == 2 ? 1 : 0, n % 2 }.Select(bit => (byte)bit))], classes, 4, asFloats: true));
        foreach (var data in (string[])[right, binary])
            Assert.Empty(Warnings(ToolRun.InProcess("evaluate", Model, "--data", data, "--calibration-data", data).Succeeds()));
    }

    // The networks of the samples on bytes as they are trained on them, and on noise without a meaning.
    [Fact]
    public void Nothing_is_said_where_nothing_is_better()
    {
        var noise = DataFiles.WriteImages(_folder["noise.npz"], 60, withLabels: true);
        Assert.Empty(Warnings(ToolRun.InProcess("evaluate", ToolRun.Model, "--data", noise, "--calibration-data", noise, "--conversion", "None")));
        var digits = Repository.At("samples", "Mnist", "Digits.npz");
        Assert.Empty(Warnings(ToolRun.InProcess("evaluate", ToolRun.Model, "--data", digits, "--calibration-data", digits, "--conversion", "None")));
    }

    private ToolRun Run(string[] command, params string[] more)
    {
        string[] images = command[0] == "compile" ? ["-o", _folder["out"]] : ["--data", Shaded, "-o", _folder["results" + more.Length]];
        if (command[0] == "evaluate")
            images = images[..2];
        if (command[0] == "report")
            images[^1] += ".html";
        return ToolRun.InProcess([.. command, Model, .. images, "--calibration-data", Shaded, .. more]).Succeeds();
    }

    private static string[] Warnings(ToolRun run) => [.. run.Error.Split('\n').Where(line => line.Contains($"warning {Descriptors.NotNormalized.Code}", StringComparison.Ordinal))];

    private string Written(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }
}
