namespace Crossbar.Tests.Support;

/// <summary>A test that looks at a page in a browser: skipped with a reason where there is none, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() : this([])
    {
    }

    /// <param name="needed">What it needs beside the browser, and whether that is here.</param>
    protected BrowserFactAttribute(params (string Program, bool IsHere)[] needed)
    {
        (string Program, bool IsHere)[] browser = [("Node.js", Oracles.Node is not null), ("Chromium", Oracles.Chromium is not null), ("playwright-core", Oracles.Playwright is not null)];
        var missing = needed.Concat(browser).Where(n => !n.IsHere).Select(n => n.Program).ToArray();
        if (missing.Length > 0 && !Oracles.Required)
            Skip = $"there is no {string.Join(", no ", missing)} here (bash tests/run.sh gets them where it can; Debian: apt-get install npm chromium, then bash tests/oracles.sh and build again)";
    }
}
