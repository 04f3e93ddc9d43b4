using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>A test of pages that need more than the SDK: skipped with what is missing, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedyPagesTheoryAttribute : TheoryAttribute
{
    public NeedyPagesTheoryAttribute()
    {
        if (Needed.Missing.Count > 0 && !Oracles.Required)
            Skip = $"there is no {string.Join(", no ", Needed.Missing)} here (Debian: apt-get install, or bash tests/oracles.sh)";
    }
}
