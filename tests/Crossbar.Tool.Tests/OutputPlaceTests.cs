namespace Crossbar.Tool.Tests;

/// <summary>Every output of every command, where it would destroy something.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputPlaceTests()
    {
        File.Copy(ToolRun.Model, _folder["m.onnx"]);
        DataFiles.WriteImages(_folder["data.npz"], 2, withLabels: true);
        File.WriteAllText(_folder["mine.txt"], "mine");
    }

    // A command with one output, which comes last.
    public static TheoryData<string> Outputs { get; } = new(
        "export -o", "report -o", "report --data D -o", "evaluate --data D --save-logits", "evaluate --data D --save-software-logits",
        "describe --diagnostics-file", "compile --diagnostics-file", "study overhead --diagnostics-file");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Neither_inputs_nor_files_of_the_user_are_written_over(string command)
    {
        if (command.StartsWith("report", StringComparison.Ordinal) && !ReportFactAttribute.HasPage)
            return;
        var before = Contents();
        Refused(command, Descriptors.OutputIsInput, _folder["m.onnx"]);
        Refused(command, Descriptors.OutputIsInput, Path.Combine(_folder.Path, "sub", "..", "m.onnx"));
        Refused(command, null, _folder["data.npz"]);
        Refused(command, Descriptors.ForeignFile, _folder["mine.txt"]);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder["link"], _folder["mine.txt"]);
            Refused(command, Descriptors.NoPlainFile, _folder["link"]);
            File.Delete(_folder["link"]);
        }

        Refused(command, Descriptors.NoPlainFile, _folder.Path);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void An_earlier_output_of_the_same_command_is_written_over(string command)
    {
        if (command.StartsWith("report", StringComparison.Ordinal) && !ReportFactAttribute.HasPage)
            return;
        for (var k = 0; k < 2; k++)
        {
            var run = ToolRun.InProcess([.. Arguments(command), _folder["out"]]);
            Assert.True(run.ExitCode == 0, run.Error);
        }
    }

    [Fact]
    public void A_compile_leaves_the_users_files_and_the_netlists_of_another_class()
    {
        string[] compile = ["compile", _folder["m.onnx"], "--conversion", "None", "-o", _folder["out"]];
        Directory.CreateDirectory(_folder["out/netlists"]);
        File.WriteAllText(_folder["out/netlists/index.txt"], "mine");
        ToolRun.InProcess(compile).Succeeds();
        var first = _folder.Files("out").Except(["netlists/index.txt"]).ToDictionary(file => file, file => File.ReadAllText(_folder[$"out/{file}"]));
        ToolRun.InProcess([.. compile, "--class-name", "Second", "--max-rows", "20"]).Succeeds();
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllText(_folder[$"out/{file.Key}"])));
        Assert.All(File.ReadAllLines(_folder["out/Second.outputs"]), file => Assert.True(File.Exists(_folder[$"out/{file}"]), file));
        Assert.Equal("mine", File.ReadAllText(_folder["out/netlists/index.txt"]));
        foreach (var file in (string[])["Third.tables.g.cs", "Third.report.json", "Third.manifest"])
        {
            File.WriteAllText(_folder[$"out/{file}"], "mine");
            string[] command = file.EndsWith("manifest", StringComparison.Ordinal) ? ["describe", _folder["m.onnx"], "-o", _folder["out"]] : compile;
            ToolRun.InProcess([.. command, "--class-name", "Third"]).FailsWith(_folder[$"out/{file}"], Descriptors.ForeignFile);
            File.Delete(_folder[$"out/{file}"]);
        }
    }

    [Fact]
    public void A_study_leaves_files_that_are_not_its_own_also_when_it_begins_anew()
    {
        string[] study = ["study", "overhead", _folder["m.onnx"], "-o", _folder["out"]];
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/overhead.csv"], "mine");
        ToolRun.InProcess(study).FailsWith(_folder["out/overhead.csv"], Descriptors.ForeignFile);
        File.Delete(_folder["out/overhead.csv"]);
        File.WriteAllText(_folder["out/study.sbatch"], "mine");
        ToolRun.InProcess([.. study, "--slurm", "2"]).FailsWith(_folder["out/study.sbatch"], Descriptors.ForeignFile);
        Directory.CreateDirectory(_folder["out/deep"]);
        string[] mine = ["out/notes.tmp", "out/deep/notes.tmp"];
        foreach (var file in mine)
            File.WriteAllText(_folder[file], "mine");
        ToolRun.InProcess(study).Succeeds();
        ToolRun.InProcess([.. study, "--fresh"]).Succeeds();
        Assert.All(mine, file => Assert.Equal("mine", File.ReadAllText(_folder[file])));
    }

    [Fact]
    public void The_log_is_a_log_or_nothing()
    {
        var run = ToolRun.AsProcess(("CROSSBAR_LOG", _folder["mine.txt"]), "describe", _folder["m.onnx"], "-o", _folder["out"]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_folder["mine.txt"]}: error {Descriptors.ForeignFile.Code}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["mine.txt"]));
    }

    [UnixFact]
    public void Standard_output_and_error_that_take_nothing_end_in_1()
    {
        Assert.Equal((1, ""), Shell("describe nope.onnx 2>&-"));
        Assert.Equal((0, ""), Shell("--version >/dev/null 2>&-"));
        Closed(Shell("--help 2>&1 >&-"));
        Closed(Shell("--version 2>&1 >&-"));
        Closed(Shell($"evaluate {_folder["m.onnx"]} --data {_folder["data.npz"]} --conversion None 2>&1 >&-"));
        Assert.Equal(1, Shell($"evaluate {_folder["m.onnx"]} --data {_folder["data.npz"]} --conversion None 2>&- >/dev/null").ExitCode);
        if (File.Exists("/dev/full"))
        {
            Assert.Equal((1, ""), Shell("describe nope.onnx 2>/dev/full"));
            Closed(Shell("--help 2>&1 >/dev/full"));
            Closed(Shell($"evaluate {_folder["m.onnx"]} --data {_folder["data.npz"]} --conversion None 2>&1 >/dev/full"));
        }

        Assert.Equal(0, Shell("--help | head -1").ExitCode);

        static void Closed((int ExitCode, string Output) run)
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains($"crossbar: error {Descriptors.StandardOutput.Code}: Standard output cannot be written: ", run.Output, StringComparison.Ordinal);
        }
    }

    private static (int ExitCode, string Output) Shell(string command)
    {
        var start = new System.Diagnostics.ProcessStartInfo("bash", ["-c", $"set -o pipefail; dotnet exec '{typeof(CrossbarCommand).Assembly.Location}' {command}"]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private void Refused(string command, DiagnosticDescriptor? expected, string output)
    {
        var run = ToolRun.InProcess([.. Arguments(command), output]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($": error {expected?.Code ?? "CBX001"}", run.Error, StringComparison.Ordinal);
    }

    private string[] Arguments(string command)
    {
        var words = command.Split(' ').Select(word => word == "D" ? _folder["data.npz"] : word).ToArray();
        var verbs = words[0] == "study" ? 2 : 1;
        string[] quick = words[0] is "describe" or "study" ? ["-o", _folder["folder"]] : words[0] == "compile" ? ["-o", _folder["folder"], "--netlist", "None", "--conversion", "None"] : ["--conversion", "None", "--calibration-data", _folder["data.npz"]];
        return [.. words[..verbs], _folder["m.onnx"], .. quick, .. words[verbs..]];
    }

    private string[] Contents() => [.. _folder.Files().Where(file => !file.StartsWith("folder", StringComparison.Ordinal)).Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder[file])))}")];
}
