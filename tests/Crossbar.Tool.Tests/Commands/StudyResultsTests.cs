using System.Diagnostics;

namespace Crossbar.Tool.Tests.Commands;

/// <summary>What studies leave on disk: tables with all they depend on, results that a later run goes on from, parts that are merged.</summary>
public sealed class StudyResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_written_as_csv_and_json_with_options_seed_version_and_hashes()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 10, withLabels: true);
        ToolRun.InProcess([.. Accuracy(data), "--seed", "5", "-o", _folder["out"]]).Succeeds();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["out"], "accuracy.json")));
        var root = json.RootElement;
        Assert.Equal(("accuracy", "Mnist.onnx", 5), (root.GetProperty("study").GetString(), root.GetProperty("model").GetString(), root.GetProperty("seed").GetInt32()));
        Assert.Matches("^0[.]1[.]0.*, build ", root.GetProperty("tool").GetString());
        Assert.Equal(Sha256(ToolRun.Model), root.GetProperty("files").GetProperty("Model").GetString());
        Assert.Equal(Sha256(data), root.GetProperty("files").GetProperty("Data").GetString());
        Assert.Equal(Sha256(data), root.GetProperty("files").GetProperty("CalibrationData").GetString());
        Assert.Equal("1", root.GetProperty("options").GetProperty("WireResistance").GetString());
        Assert.Equal("all", root.GetProperty("arguments").GetProperty("images").GetString());
        Assert.Equal(3, root.GetProperty("rows").GetArrayLength());
        var csv = File.ReadAllLines(Path.Combine(_folder["out"], "accuracy.csv"));
        Assert.Contains("# WireResistance: 1", csv);
        Assert.Equal(1 + 3, csv.Count(line => !line.StartsWith('#')));
        Assert.DoesNotContain(_folder.Path, File.ReadAllText(Path.Combine(_folder["out"], "accuracy.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_is_killed_goes_on_where_it_was_and_ends_as_if_it_had_not_been()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 40, withLabels: true);
        string[] arguments = [.. Accuracy(data), "7", "6", "5", "3", "2", "-o"];
        using (var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(CrossbarCommand).Assembly.Location, .. arguments, _folder["cut"]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!)
        {
            Poll.Until(
                () => process.HasExited || _folder.Files("cut/items").Count(name => name.EndsWith(".json", StringComparison.Ordinal)) >= 2,
                TimeSpan.FromMinutes(5),
                () => "The study does not come to its second item.");
            process.Kill();
            process.WaitForExit();
        }

        var kept = _folder.Files("cut/items").Where(name => name.EndsWith(".json", StringComparison.Ordinal)).ToDictionary(name => name, name => File.GetLastWriteTimeUtc(_folder[$"cut/items/{name}"]));
        Assert.InRange(kept.Count, 2, 7);
        ToolRun.InProcess([.. arguments, _folder["cut"]]).Succeeds();
        ToolRun.InProcess([.. arguments, _folder["whole"]]).Succeeds();
        Assert.All(kept, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(_folder[$"cut/items/{file.Key}"])));
        foreach (var table in (string[])["accuracy.csv", "accuracy.json"])
            Assert.Equal(File.ReadAllBytes(_folder[$"whole/{table}"]), File.ReadAllBytes(_folder[$"cut/{table}"]));
    }

    [Fact]
    public void Shards_of_several_machines_are_merged_to_the_bytes_of_one_run()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 10, withLabels: true);
        string[] arguments = ["study", "sweep", .. Common(data), "--grid", "WireResistance=0,2", "Seed=1,2,3"];
        ToolRun.InProcess([.. arguments, "-o", _folder["whole"]]).Succeeds();
        for (var k = 1; k <= 3; k++)
            Assert.Contains("4 of 6 results are missing", ToolRun.InProcess([.. arguments, "-o", _folder[$"part{k}"], "--shard", $"{k}/3"]).Succeeds().Error, StringComparison.Ordinal);
        ToolRun.InProcess("study", "merge", _folder["part1"], _folder["part2"]).FailsWith(_folder["part1"], Descriptors.StudyIncomplete);
        var merged = ToolRun.InProcess("study", "merge", _folder["part1"], _folder["part2"], _folder["part3"], "-o", _folder["merged"], "--csv").Succeeds();
        Assert.Equal(File.ReadAllText(_folder["whole/sweep.csv"]), File.ReadAllText(_folder["merged/sweep.csv"]));
        Assert.Equal(File.ReadAllText(_folder["whole/sweep.json"]), File.ReadAllText(_folder["merged/sweep.json"]));
        Assert.EndsWith(merged.Output, File.ReadAllText(_folder["merged/sweep.csv"]), StringComparison.Ordinal);
        Assert.Equal(["0 1", "0 2", "0 3", "2 1", "2 2", "2 3"], merged.Output.TrimEnd().Split('\n')[1..].Select(line => string.Join(' ', line.Split(',')[..2])));
    }

    [Fact]
    public void A_sweep_names_an_option_that_does_not_exist_and_a_value_that_cannot_be()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 4, withLabels: true);
        ToolRun.InProcess(["study", "sweep", .. Common(data), "--grid", "WireResistence=1,2"]).FailsWith("crossbar", Descriptors.UnknownMetadata);
        ToolRun.InProcess(["study", "sweep", .. Common(data), "--grid", "WireResistance=1,much"]).FailsWith("crossbar", Descriptors.InvalidValue);
        ToolRun.InProcess(["study", "sweep", .. Common(data), "--grid", "WireResistance"]).FailsWith("crossbar", Descriptors.InvalidGrid);
    }

    [Fact]
    public void A_sweep_in_which_no_chip_can_be_built_fails_and_says_why()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 4, withLabels: true);
        // Arrays of 40×40: the network takes more than two.
        string[] sweep = ["study", "sweep", .. Common(data), "--max-rows", "40", "--max-columns", "40", "--grid"];

        var none = ToolRun.InProcess([.. sweep, "MaxArrays=1,2", "-o", _folder["none"], "--csv"]);
        Assert.Equal(1, none.ExitCode);
        Assert.Equal(3, none.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains($"crossbar: error {Descriptors.NothingStudied.Code}: None of the 2 chips of this sweep can be built. MaxArrays=1: ", none.Error, StringComparison.Ordinal);
        Assert.Contains(Descriptors.TooFewArrays.Code, none.Error, StringComparison.Ordinal);
        // Merged, it is the same sweep.
        Assert.Equal(1, ToolRun.InProcess("study", "merge", _folder["none"]).ExitCode);

        var one = ToolRun.InProcess([.. sweep, "MaxArrays=0,1", "-o", _folder["one"]]).ExitCode;
        Assert.Equal(0, one);
    }

    // The same chips, from files that lie elsewhere: nothing that is written says where.
    [Fact]
    public void A_sweep_over_files_counts_their_content_and_not_their_place()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 4, withLabels: true);
        var tables = new List<string>();
        foreach (var place in (string[])["here", "there"])
        {
            Directory.CreateDirectory(_folder[place]);
            File.WriteAllText(_folder[$"{place}/good.json"], "{ \"WireResistance\": 0 }");
            File.WriteAllText(_folder[$"{place}/bad.json"], "{ \"WireResistance\": 5 }");
            ToolRun.InProcess(["study", "sweep", .. Common(data), "--grid", $"Hardware={_folder[$"{place}/good.json"]}", $"Hardware={_folder[$"{place}/bad.json"]}", "-o", _folder[$"{place}/out"]]).Succeeds();
            tables.Add(File.ReadAllText(_folder[$"{place}/out/sweep.json"]) + File.ReadAllText(_folder[$"{place}/out/sweep.csv"]) + File.ReadAllText(_folder[$"{place}/out/study.json"]));
        }

        Assert.Equal(tables[0], tables[1]);
        Assert.DoesNotContain(_folder.Path, tables[0], StringComparison.Ordinal);
        // What the files say is no option of the whole sweep.
        Assert.DoesNotContain("\"WireResistance\"", tables[0], StringComparison.Ordinal);
        Assert.Contains("bad.json (", tables[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_without_calibration_data_warns_once_as_every_study_does()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 4, withLabels: true);
        var run = ToolRun.InProcess("study", "sweep", ToolRun.Model, "--data", data, "--conversion", "None", "--grid", "WireResistance=0,1", "-o", _folder["out"]).Succeeds();
        Assert.Single(run.Error.Split('\n'), line => line.Contains($"warning {Descriptors.NoCalibrationData.Code}", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_of_another_study_are_not_touched()
    {
        var data = DataFiles.WriteImages(_folder["test.npz"], 4, withLabels: true);
        ToolRun.InProcess([.. Accuracy(data), "-o", _folder["out"]]).Succeeds();
        var before = File.ReadAllText(_folder["out/accuracy.json"]);
        ToolRun.InProcess([.. Accuracy(data), "-o", _folder["out"], "--wire-resistance", "3"]).FailsWith(_folder["out"], Descriptors.OtherStudy);
        Assert.Equal(before, File.ReadAllText(_folder["out/accuracy.json"]));
    }

    // A cluster of one node that lasts as long as the test: Slurm itself reads the script, runs its tasks and tells how they ended.
    [SlurmFact]
    public void Slurm_runs_the_script_that_a_study_writes_and_its_shards_merge_to_the_bytes_of_one_run()
    {
        using var cluster = new SlurmCluster();
        var data = DataFiles.WriteImages(_folder["test images.npz"], 10, withLabels: true);
        string[] arguments = [.. Accuracy(data), "--mappings", "Dense", "Differential"];
        ToolRun.InProcess([.. arguments, "-o", _folder["whole"]]).Succeeds();
        var script = ToolRun.AsProcess(null, [.. arguments, "--slurm", "3", "-o", _folder["a cluster"]]).Succeeds();
        Assert.Equal([$"sbatch '{_folder["a cluster/study.sbatch"]}'", $"crossbar study merge '{_folder["a cluster"]}'"], script.Output.TrimEnd().Split('\n'));

        cluster.Submit(_folder["a cluster/study.sbatch"]);

        Assert.Equal(["slurm-1.log", "slurm-2.log", "slurm-3.log"], _folder.Files("a cluster").Where(name => name.EndsWith(".log", StringComparison.Ordinal)));
        ToolRun.InProcess("study", "merge", _folder["a cluster"]).Succeeds();
        foreach (var table in (string[])["accuracy.csv", "accuracy.json"])
            Assert.Equal(File.ReadAllBytes(_folder[$"whole/{table}"]), File.ReadAllBytes(_folder[$"a cluster/{table}"]));
    }

    private static string[] Common(string data) => [ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--conversion", "None"];

    private static string[] Accuracy(string data) =>
        ["study", "accuracy", ToolRun.Model, "--data", data, "--calibration-data", data, "--calibration-samples", "4", "--conversions", "None", "--bits", "8", "4"];

    private static string Sha256(string file) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
}
