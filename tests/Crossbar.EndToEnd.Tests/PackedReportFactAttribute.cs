using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A test of packages with the report page: skipped with a reason where they were packed without it, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackedReportFactAttribute : FactAttribute
{
    public PackedReportFactAttribute()
    {
        // Packages that are still to be packed are not packed to find out.
        if (!Oracles.Required && Packages.ArePacked && !Packages.HaveReportPage)
            Skip = "the packages have no report page (install npm with Node.js 18 or newer, then: bash build/pack.sh)";
    }
}
