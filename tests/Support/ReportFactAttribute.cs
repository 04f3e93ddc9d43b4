namespace Crossbar.Tests.Support;

/// <summary>A test that needs the page of <c>crossbar report</c>, which a build makes where npm is: skipped with a reason without it, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReportFactAttribute : FactAttribute
{
    public ReportFactAttribute()
    {
        if (!HasPage && !Oracles.Required)
            Skip = "this build has no report page: install Node.js 18 or newer with npm, and build again";
    }

    /// <summary>Whether the page lies beside the tests, as it does beside the tool.</summary>
    public static bool HasPage { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "Crossbar.Report.html"));
}
