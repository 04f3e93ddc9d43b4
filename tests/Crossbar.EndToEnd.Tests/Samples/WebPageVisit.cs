using System.Text.Json;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>One visit to the page of samples/Web in a headless Chromium, made once for all tests (draw.mjs).</summary>
public sealed class WebPageVisit : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private JsonDocument? _found;

    /// <summary>What was found on the page of a server.</summary>
    /// <param name="address">Where it listens.</param>
    public JsonElement Found(Uri address) => (_found ??= Visit(address)).RootElement;

    public void Dispose()
    {
        _found?.Dispose();
        _folder.Dispose();
    }

    private JsonDocument Visit(Uri address)
    {
        Assert.True(Oracles.Node is not null && Oracles.Chromium is not null && Oracles.Playwright is not null, "Node.js, Chromium and playwright-core are needed: bash tests/oracles.sh fetches them.");
        var script = Repository.At("tests", "Crossbar.EndToEnd.Tests", "Samples", "draw.mjs");
        var run = ProcessRun.Start(_folder.Path, Oracles.Node!, script, Oracles.Playwright!, Oracles.Chromium!, address.ToString(), _folder.Path).Succeeded();
        return JsonDocument.Parse(run.Output.Trim().Split('\n')[^1]);
    }
}
