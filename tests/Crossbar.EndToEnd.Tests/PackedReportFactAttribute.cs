namespace Crossbar.EndToEnd.Tests;

/// <summary>A test of packages with the report page: skipped with a reason where they were packed without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackedReportFactAttribute : FactAttribute
{
    public PackedReportFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CROSSBAR_REPORT_PAGE") == "false")
            Skip = "the packages have no report page (npm was missing)";
    }
}
