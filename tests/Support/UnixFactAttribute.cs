namespace Crossbar.Tests.Support;

/// <summary>A test of links, FIFOs and descriptors as Linux and macOS have them: Windows has none, or lets only administrators make them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "it is about files of Linux and macOS";
    }
}
