using System.Globalization;

namespace Crossbar.Tool.Tests;

/// <summary>Whatever a model's names are, nothing that is printed or written as text moves a cursor, begins a line, or gives a build server an order.</summary>
public sealed class HostileNamesTests : IDisposable
{
    // What programs read, and text whose characters are the data.
    private static readonly string[] Binary = [".onnx", ".npy", ".npz", ".bin"];

    private readonly TemporaryFolder _folder = new();

    public HostileNamesTests()
    {
        // A name that a file can have on every system that knows links.
        Model = HostileModel.Write(_folder[OperatingSystem.IsWindows() ? "net.onnx" : "n\u001b[2J\n::add-path::x\u202e.onnx"]);
        DataFiles.WriteImages(_folder["data.npz"], 4, withLabels: true, shape: "4", length: 4);
        File.WriteAllLines(_folder["labels.txt"], ["cat\u001b[2J", "::add-path::x", "##vso[task]\u202e", "dog \\"]);
    }

    private string Model { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_printed_or_written_does_what_a_name_says()
    {
        string[] common = [Model, "--calibration-data", _folder["data.npz"], "--labels", _folder["labels.txt"], "--class-name", "Net"];
        Clean(ToolRun.InProcess(["describe", .. common, "-o", _folder["describe"]]));
        Clean(ToolRun.InProcess(["compile", .. common, "-o", _folder["compile"], "--table", "--report", ReportFactAttribute.HasPage ? "true" : "false", "--diagnostics-file", _folder["compile.diag"]]));
        Clean(ToolRun.InProcess(["compile", .. common, "-o", _folder["warned"], "--netlist", "None", "--wire-resistance", "20000", "--conversion", "MaxInput"]));
        Clean(ToolRun.InProcess(["netlist", .. common, "-o", _folder["netlist"], "--netlist", "Hspice"]));
        Clean(ToolRun.InProcess(["export", .. common, "-o", _folder["chip.onnx"]]));
        Clean(ToolRun.InProcess(["study", "overhead", Model, "-o", _folder["overhead"]]));
        Clean(ToolRun.InProcess(["study", "overhead", Model, "-o", _folder["overhead"], "--json"]));
        Clean(ToolRun.InProcess(["study", "conversion", .. common[..3], "-o", _folder["conversion"], "--csv"]));
        Clean(ToolRun.InProcess(["study", "overhead", Model, "--slurm", "2", "-o", _folder["slurm"]]));
        var json = Clean(ToolRun.InProcess(["evaluate", .. common, "--data", _folder["data.npz"], "--json"])).Output;
        Assert.Equal(4, JsonDocument.Parse(json).RootElement.GetProperty("images").GetInt32());
        if (ReportFactAttribute.HasPage)
            Clean(ToolRun.InProcess(["report", .. common, "--data", _folder["data.npz"], "--bits", "6", "-o", _folder["page.html"]]));

        // The diagnostics of what fails, and of a mistyped command line.
        AssertClean("error", ToolRun.InProcess(["compile", .. common, "-o", _folder["no"], "--wire-resistance", "1e9"]).Error);
        AssertClean("error", ToolRun.InProcess(["describe", Model, "--output-name", "z" + HostileModel.Name]).Error);
        AssertClean("error", ToolRun.InProcess("describe", _folder["missing" + HostileModel.Name[..30]]).Error);
        AssertClean("error", ToolRun.InProcess("--bogus" + HostileModel.Name).Error);

        var texts = _folder.Files().Where(file => file != "labels.txt" && !Binary.Contains(Path.GetExtension(file))).ToArray();
        Assert.Contains("compile/netlists/Net/model.cir", texts);
        Assert.All(texts, file => AssertClean(file, File.ReadAllText(_folder[file])));
        // Names are data there: whoever reads the report gets them as they were.
        using var report = JsonDocument.Parse(File.ReadAllText(_folder["compile/Net.report.json"]));
        Assert.Contains(HostileModel.Name, report.RootElement.GetProperty("layers")[0].GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [NgspiceFact]
    public void Its_decks_are_simulated()
    {
        Clean(ToolRun.InProcess("netlist", Model, "--calibration-data", _folder["data.npz"], "-o", _folder["decks"]));
        Clean(ToolRun.InProcess("verify", "netlists", _folder["decks"]));
    }

    private static ToolRun Clean(ToolRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        AssertClean("output", run.Output);
        AssertClean("error", run.Error);
        return run;
    }

    private static void AssertClean(string where, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var odd = line.FirstOrDefault(c => c != '\t' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.True(odd == 0, $"{where} has U+{(int)odd:X4}: {line}");
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), $"{where}: {line}");
            Assert.False(line.Contains("##vso[", StringComparison.Ordinal) || line.Contains("##teamcity[", StringComparison.Ordinal), $"{where}: {line}");
            Assert.False(line.StartsWith("Program.cs", StringComparison.Ordinal) || line.StartsWith(".include \"x\"", StringComparison.Ordinal), $"{where}: {line}");
        }
    }
}
