namespace Crossbar.Tests.Support;

/// <summary>A test that looks at the page of <c>crossbar report</c> in a browser: skipped with a reason where one cannot, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if ((!ReportFactAttribute.HasPage || Oracles.Node is null || Oracles.Chromium is null || Oracles.Playwright is null) && !Oracles.Required)
            Skip = "there is no report page, Node.js, Chromium or playwright-core here (bash tests/oracles.sh fetches them)";
    }
}
