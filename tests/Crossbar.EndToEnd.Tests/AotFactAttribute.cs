using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A test that compiles a program ahead of time, which takes a linker: skipped with a reason where there is none, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AotFactAttribute : FactAttribute
{
    public AotFactAttribute()
    {
        if (Oracles.Required)
            return;
        // On Windows the linker is Visual Studio's.
        if (OperatingSystem.IsWindows())
            Skip = UnixFactAttribute.Reason;
        else if (!Oracles.HasLinker)
            Skip = "there is no linker (Debian: apt-get install clang zlib1g-dev)";
    }
}
