using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A test of packages with the report page: skipped with a reason where they were packed without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackedReportFactAttribute : FactAttribute
{
    public PackedReportFactAttribute()
    {
        if (!HasPage && !Oracles.Required)
            Skip = "the packages have no report page: install Node.js 18 or newer with npm, and pack again without CROSSBAR_REPORT_PAGE=false";
    }

    /// <summary>Whether the packages were made with the page.</summary>
    public static bool HasPage => Environment.GetEnvironmentVariable("CROSSBAR_REPORT_PAGE") != "false";
}
