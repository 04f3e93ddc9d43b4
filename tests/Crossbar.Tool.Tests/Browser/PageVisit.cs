using System.Diagnostics;
using System.Text.Json;
using Crossbar.Tests.Support;

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

    private JsonDocument Visit()
    {
        Assert.True(Oracles.Node is not null && Oracles.Chromium is not null && Oracles.Playwright is not null, "Node.js, Chromium and playwright-core are needed: bash tests/oracles.sh fetches them.");
        ToolRun.InProcess("report", ToolRun.Model, "--netlist-directory", _folder["decks"], "-o", _folder["page.html"]).Succeeds();
        var script = Repository.At("tests", "Crossbar.Tool.Tests", "Browser", "visit.mjs");
        var start = new ProcessStartInfo(Oracles.Node!, [script, Oracles.Playwright!, Oracles.Chromium!, _folder["page.html"], _folder.Path])
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
