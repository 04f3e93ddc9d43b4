namespace Crossbar.Tests.Support;

/// <summary>A test that looks at the page of <c>crossbar report</c> in a browser: skipped with a reason where one cannot, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        (string Program, bool IsHere)[] needed =
            [("the report page", ReportFactAttribute.HasPage), ("Node.js", Oracles.Node is not null), ("Chromium", Oracles.Chromium is not null), ("playwright-core", Oracles.Playwright is not null)];
        var missing = needed.Where(n => !n.IsHere).Select(n => n.Program).ToArray();
        if (missing.Length > 0 && !Oracles.Required)
            Skip = $"there is no {string.Join(", no ", missing)} here (bash tests/run.sh gets them where it can; Debian: apt-get install npm chromium, then bash tests/oracles.sh and build again)";
    }
}
