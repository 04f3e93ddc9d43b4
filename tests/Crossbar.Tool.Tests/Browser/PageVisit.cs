using System.Diagnostics;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Tool.Tests.Browser;

/// <summary>One visit to the page of the MNIST network, made once for all tests: what a headless Chromium saw and did there (visit.mjs).</summary>
public sealed class PageVisit : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private JsonDocument? _found;

    /// <summary>What was found.</summary>
    public JsonElement Found => (_found ??= Visit()).RootElement;

    /// <summary>The folder of the page, its netlists and its pictures.</summary>
    public string Folder => _folder.Path;

    public void Dispose()
    {
        _found?.Dispose();
        _folder.Dispose();
    }

    // A layer, a device and studies whose names are markup that asks for a picture. Names of the same length leave a model's file as it is otherwise.
    private void WriteHostilePage()
    {
        var model = File.ReadAllBytes(ToolRun.Model).AsSpan();
        for (int at; (at = model.IndexOf("/conv1/Conv"u8)) >= 0;)
            "<img src=x>"u8.CopyTo(model[at..]);
        File.WriteAllBytes(_folder["hostile.onnx"], model);
        const string Picture = "<img src=y>&amp;";
        AccuracyStudyRow[] rows =
        [
            new("", "", "", "", "software", 9, 0.9, 0.8, 1),
            new(Picture, Picture, Picture, Picture, Picture, 9, 0.8, 0.7, 0.9, 0.1, 0, 0.2),
            // Of the page's chip, and not the first of its bits.
            new("Dense", "Exact", "BitSerial:1", "as they are", "8/8", 9, 0.5, 0.4, 0.6, 0.5, 0.4, 0.6),
            new("Dense", "Exact", "Amplitude", "8/2", "8/8", 9, 0.5, 0.4, 0.6, 0.5, 0.4, 0.6),
            new("Dense", "Exact", "Amplitude", "as they are", "8/8", 9, 0.25, 0.2, 0.3, 0.65, 0.6, 0.7),
            new("Dense", "None", "Amplitude", "as they are", "8/8", 9, 0.75, 0.7, 0.8, 0.15, 0, 0.2),
        ];
        File.WriteAllText(_folder["hostile.json"], StudyTable.Of(rows).ToJson());
        File.WriteAllText(_folder["device.json"], """
            {
              "Name": "<img src=z>", "Summary": "<img src=z>", "MinConductance": 3e-6, "MaxConductance": 60e-6,
              "Programming": { "Sigma": 1e-6 }, "Drift": { "Law": "Power", "ReferenceTime": 1, "Exponent": 0.01 }, "ReadNoise": { "White": 2e-7 }
            }
            """);
        var data = DataFiles.WriteImages(_folder["data.npz"], 2, withLabels: true);
        string[] chip = [_folder["hostile.onnx"], "--conversion", "None", "--device", _folder["device.json"]];
        ToolRun.InProcess(["study", "retention", .. chip, "--data", data, "--ages", "0", "1d", "--compensations", "None", "--chips", "2", "-o", _folder["retention"]]).Succeeds();
        ToolRun.InProcess(["study", "yield", .. chip, "--data", data, "--compensation", "None", "--chips", "2", "-o", _folder["yield"]]).Succeeds();
        string[] studies = [_folder["hostile.json"], _folder["retention/retention.json"], _folder["yield/yield.json"]];
        foreach (var study in studies[1..])
            File.WriteAllText(study, File.ReadAllText(study).Replace("compensation\": \"None\"", "compensation\": \"<img src=y>\"", StringComparison.Ordinal));
        // All of these chips are always wrong, and the page is to have whiskers.
        File.WriteAllText(studies[1], File.ReadAllText(studies[1]).Replace("\"meanHigh\": 0,", "\"meanHigh\": 0.5,", StringComparison.Ordinal));
        ToolRun.InProcess(["report", .. chip, .. studies.SelectMany(study => (string[])["--study", study]), "-o", _folder["hostile.html"]]).Succeeds();
    }

    private JsonDocument Visit()
    {
        Assert.True(Oracles.Node is not null && Oracles.Chromium is not null && Oracles.Playwright is not null, "Node.js, Chromium and playwright-core are needed: bash tests/oracles.sh fetches them.");
        ToolRun.InProcess("report", ToolRun.Model, "--row-capacitance", "1e-15", "--column-capacitance", "1e-15", "--netlist-directory", _folder["decks"], "-o", _folder["page.html"]).Succeeds();
        ToolRun.InProcess("report", Repository.At("samples", "ResNet20", "ResNet20.onnx"), "--conversion", "None", "-o", _folder["deep.html"]).Succeeds();
        WriteHostilePage();
        var script = Repository.At("tests", "Crossbar.Tool.Tests", "Browser", "visit.mjs");
        var start = new ProcessStartInfo(Oracles.Node!, [script, Oracles.Playwright!, Oracles.Chromium!, _folder["page.html"], _folder["hostile.html"], _folder["deep.html"], _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return JsonDocument.Parse(output);
    }
}
