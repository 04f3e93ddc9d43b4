namespace Crossbar.Tool.Tests.Commands;

/// <summary><c>crossbar report</c>, and what <c>compile</c> does for <c>Report=true</c>.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Begin = "<script type=\"application/json\" id=\"report-data\">";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ReportFact]
    public void A_page_has_the_accuracy_that_evaluate_measures()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 6, withLabels: true);
        Report("--data", data, "--bits", "8", "3/4").Succeeds();
        using var json = Data("page.html");
        var rows = json.RootElement.GetProperty("accuracy").GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["software", "8/8", "3/4"], rows.Select(row => row.GetProperty("bits").GetString()));
        var evaluate = ToolRun.InProcess([.. Quick("evaluate"), "--data", data, "--json"]).Succeeds();
        using var evaluation = JsonDocument.Parse(evaluate.Output);
        Assert.Equal(evaluation.RootElement.GetProperty("softwareAccuracy").GetDouble(), rows[0].GetProperty("accuracy").GetDouble());
        Assert.Equal(evaluation.RootElement.GetProperty("crossbarAccuracy").GetDouble(), rows[1].GetProperty("accuracy").GetDouble());
        Assert.Equal(["page.html"], _folder.Files().Where(f => f.StartsWith("page", StringComparison.Ordinal)));
        // The library's licence goes where the library goes.
        Assert.Contains("Apache License", File.ReadAllText(_folder["page.html"]), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(_folder["page.html"]).Length, 1_000_000, 5_000_000);
    }

    [ReportFact]
    public void Data_without_labels_give_a_page_without_accuracy_and_a_word_about_it()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 3, withLabels: false);
        var run = Report("--data", data).Succeeds();
        Assert.Matches(@"^Crossbar: Mnist.onnx -> .*page\.html, \d\.\d MB; without accuracy, for the data have no y\n$", run.Output);
        using var json = Data("page.html");
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("accuracy").ValueKind);
        Assert.Equal(("test", 3), (json.RootElement.GetProperty("images").GetProperty("source").GetString(), json.RootElement.GetProperty("images").GetProperty("count").GetInt32()));
    }

    [ReportFact]
    public void What_fails_leaves_no_page_and_harms_none_that_is_there()
    {
        File.WriteAllText(_folder["file"], "");
        ToolRun.InProcess([.. Quick("report"), "-o", _folder["file/page.html"]]).FailsWith(_folder["file/page.html"], Descriptors.NotWritten);
        ToolRun.InProcess([.. Quick("report"), "-o", _folder["no/page.html"]]).FailsWith(_folder["no/page.html"], Descriptors.NotWritten);
        const string Older = "<!DOCTYPE html><meta name=\"generator\" content=\"Crossbar.Build\">an older page";
        File.WriteAllText(_folder["page.html"], Older);
        File.WriteAllText(_folder["study.json"], "{}");
        Report("--study", _folder["study.json"]).FailsWith(_folder["study.json"], Descriptors.InvalidData);
        Report("--data", _folder["nowhere.npz"]);
        // Found out before anything is done.
        ToolRun.InProcess([.. Quick("report"), "-o", _folder["no/page.html"], "--netlist-directory", _folder["decks"]]).FailsWith(_folder["no/page.html"], Descriptors.NotWritten);
        Directory.CreateDirectory(_folder["folder"]);
        ToolRun.InProcess([.. Quick("report"), "-o", _folder["folder"]]).FailsWith(_folder["folder"], Descriptors.NoPlainFile);
        Directory.Delete(_folder["folder"]);
        Assert.Equal(Older, File.ReadAllText(_folder["page.html"]));
        Assert.Equal(["file", "page.html", "study.json"], _folder.Files());
    }

    [ReportFact]
    public void Netlists_are_written_and_linked_where_a_folder_is_named_for_them()
    {
        Report("--netlist-directory", _folder["decks"]).Succeeds();
        using var json = Data("page.html");
        var netlists = json.RootElement.GetProperty("netlists");
        Assert.Equal("decks/", netlists.GetProperty("folder").GetString());
        Assert.All(netlists.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(_folder["decks/" + file.GetProperty("file").GetString()])));
        Report().Succeeds();
        using var without = Data("page.html");
        Assert.Equal(JsonValueKind.Null, without.RootElement.GetProperty("netlists").ValueKind);
    }

    [ReportFact]
    public void The_digital_half_is_there_with_its_widths_and_cells_where_it_is_asked_for()
    {
        Report("--rtl", "SystemVerilog").Succeeds();
        using var json = Data("page.html");
        var layers = json.RootElement.GetProperty("digital").GetProperty("chip").GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(576, layers[0].GetProperty("reads").GetInt32());
        Assert.InRange(layers[0].GetProperty("accumulatorBits").GetInt32(), 20, 48);

        var chip = json.RootElement.GetProperty("digital").GetProperty("chip").GetProperty("top").GetString()!;
        var modules = layers.Select(layer => (layer.GetProperty("module").GetString()!, layer.GetProperty("arrays").GetInt32())).Append((chip, 0)).ToList();
        modules.Add(("total", modules.Sum(module => module.Item2)));
        string Cells(IEnumerable<(string Module, int Arrays)> rows) =>
            $"[{string.Join(',', rows.Select(row => $$"""{"module":"{{row.Module}}","arrays":{{row.Arrays}},"cells":2,"multipliers":3,"flipFlops":4,"memoryBits":5}"""))}]";
        File.WriteAllText(_folder["cells.json"], Cells(modules));
        Report("--rtl", "SystemVerilog", "--cells", _folder["cells.json"]).Succeeds();
        using var withCells = Data("page.html");
        Assert.Equal(layers.Length + 2, withCells.RootElement.GetProperty("digital").GetProperty("cells").GetArrayLength());

        Report("--cells", _folder["cells.json"]).FailsWith("crossbar", Descriptors.InvalidOption);
        Report("--rtl", "SystemVerilog", "--cells", _folder["nowhere.json"]).FailsWith("crossbar", Descriptors.FileNotFound);
        foreach (var text in new[] { Cells(modules.Skip(1)), Cells(modules.Append(modules[0])), Cells(modules.Select(module => (module.Item1, 1))), "[]", "{}", "[null]", "[{\"module\":1}]", Cells(modules).Replace(":5", ":-5", StringComparison.Ordinal) })
        {
            File.WriteAllText(_folder["cells.json"], text);
            Report("--rtl", "SystemVerilog", "--cells", _folder["cells.json"]).FailsWith(_folder["cells.json"], Descriptors.InvalidData);
        }
    }

    [ReportFact]
    public void A_compile_writes_a_page_beside_its_other_files_when_it_is_told_to()
    {
        string[] compile = ["compile", ToolRun.Model, "--conversion", "None", "-o", _folder["out"]];
        var run = ToolRun.InProcess([.. compile, "--report", "true", "--netlist-links", "decks/Net"]).Succeeds();
        Assert.EndsWith(" s, see MnistCrossbar.report.html\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("MnistCrossbar.report.html", File.ReadAllLines(_folder["out/MnistCrossbar.outputs"]));
        using (var json = Data("out/MnistCrossbar.report.html"))
            Assert.Equal("decks/Net/", json.RootElement.GetProperty("netlists").GetProperty("folder").GetString());

        ToolRun.InProcess([.. compile, "--report", "true", "--netlist-directory", _folder["elsewhere"]]).Succeeds();
        using (var json = Data("out/MnistCrossbar.report.html"))
            Assert.Equal("../elsewhere/", json.RootElement.GetProperty("netlists").GetProperty("folder").GetString());

        // It is one of the compile's files wherever the decks are.
        Assert.Contains("MnistCrossbar.report.html", File.ReadAllLines(_folder["out/MnistCrossbar.outputs"]));
        ToolRun.InProcess([.. compile]).Succeeds();
        Assert.DoesNotContain("MnistCrossbar.report.html", _folder.Files("out"));

        ToolRun.InProcess([.. compile, "--report", "true", "--netlist-links", "-"]).Succeeds();
        using (var json = Data("out/MnistCrossbar.report.html"))
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("netlists").ValueKind);
    }

    // The decks of the older compile are its files; those of the newer one are not, and stay.
    [ReportFact]
    public void Decks_that_move_into_the_folder_of_the_users_choice_are_not_tidied_away()
    {
        string[] compile = ["compile", ToolRun.Model, "--conversion", "None", "-o", _folder["out"]];
        ToolRun.InProcess(compile).Succeeds();
        var decks = _folder.Files("out/netlists");
        ToolRun.InProcess([.. compile, "--netlist-directory", _folder["out/netlists/MnistCrossbar"], "--report", "true"]).Succeeds();
        Assert.Equal(decks, _folder.Files("out/netlists"));
        Assert.DoesNotContain(File.ReadAllLines(_folder["out/MnistCrossbar.outputs"]), file => file.StartsWith("netlists/", StringComparison.Ordinal));
        using var json = Data("out/MnistCrossbar.report.html");
        Assert.Equal("netlists/MnistCrossbar/", json.RootElement.GetProperty("netlists").GetProperty("folder").GetString());
    }

    [ReportFact]
    public void Images_are_counted_where_there_are_some()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 6, withLabels: false);
        Report("--data", data, "--images", "2").Succeeds();
        using var json = Data("page.html");
        Assert.Equal(2, json.RootElement.GetProperty("images").GetProperty("count").GetInt32());
        var run = Report("--images", "2");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("give --data too", run.Error, StringComparison.Ordinal);
    }

    [ReportFact]
    public void Bits_that_nothing_would_use_are_refused()
    {
        Assert.Contains("--data", Report("--bits", "6").Error, StringComparison.Ordinal);
        var data = DataFiles.WriteImages(_folder["data.npz"], 3, withLabels: true);
        File.WriteAllText(_folder["accuracy.json"], """[{"mapping": "", "conversion": "", "bits": "software", "images": 3, "accuracy": 0.9, "note": ""}]""");
        Assert.Contains("--study", Report("--bits", "6", "--data", data, "--study", _folder["accuracy.json"]).FailsWith("crossbar", Descriptors.InvalidOption), StringComparison.Ordinal);
        Assert.Equal(["accuracy.json", "data.npz"], _folder.Files());
    }

    [ReportFact]
    public void A_page_has_the_studies_of_its_own_chips_and_their_device_alone()
    {
        var data = DataFiles.WriteImages(_folder["data.npz"], 2, withLabels: true);
        string[] chip = [ToolRun.Model, "--conversion", "None", "--device", "pcm-joshi-2020", "--mapping", "Differential"];
        ToolRun.InProcess(["study", "retention", .. chip, "--data", data, "--ages", "1d", "--compensations", "None", "--chips", "2", "-o", _folder["retention"]]).Succeeds();
        ToolRun.InProcess(["study", "yield", .. chip, "--data", data, "--age", "1d", "--compensation", "None", "--chips", "2", "-o", _folder["yield"]]).Succeeds();
        var (retention, yields) = (_folder["retention/retention.json"], _folder["yield/yield.json"]);
        ToolRun.InProcess(["report", .. chip, "--study", yields, "--study", retention, "-o", _folder["page.html"]]).Succeeds();
        using var json = Data("page.html");
        var ages = json.RootElement.GetProperty("retention").GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("age").ToString());
        Assert.Equal(["", "", "86400"], ages);
        Assert.Equal(2, json.RootElement.GetProperty("yield").GetProperty("row").GetProperty("chips").GetInt32());
        Assert.Equal("86400", json.RootElement.GetProperty("yield").GetProperty("arguments").GetProperty("age").GetString());
        Assert.Equal("pcm-joshi-2020", json.RootElement.GetProperty("device").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("accuracy").ValueKind);

        File.Copy(retention, _folder["again.json"]);
        ToolRun.InProcess(["report", .. chip, "--study", retention, "--study", _folder["again.json"], "-o", _folder["page.html"]]).FailsWith(_folder["again.json"], Descriptors.InvalidData);
        Report("--study", yields).FailsWith(yields, Descriptors.ForeignStudy);
    }

    private ToolRun Report(params string[] more) => ToolRun.InProcess([.. Quick("report"), "-o", _folder["page.html"], .. more]);

    private static string[] Quick(string command) => [command, ToolRun.Model, "--conversion", "None"];

    private JsonDocument Data(string page)
    {
        var text = File.ReadAllText(_folder[page]);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(text[begin..text.IndexOf("</script>", begin, StringComparison.Ordinal)]);
    }
}
