namespace Crossbar.EndToEnd.Tests;

/// <summary>A test that trims a program: it needs packs that are no part of the SDK, and is skipped with the reason where restore has not fetched them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TrimmingFactAttribute : FactAttribute
{
    /// <summary>The runtime that the packs are for.</summary>
    public const string Runtime = "linux-x64";

    private static readonly string[] Packs = [$"microsoft.netcore.app.runtime.{Runtime}", "microsoft.net.illink.tasks"];

    public TrimmingFactAttribute()
    {
        var missing = Packs.Where(pack => !Directory.Exists(Path.Combine(Packages.UserCache, pack))).ToArray();
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            Skip = $"the program is for {Runtime}";
        else if (missing.Length > 0)
            Skip = $"NuGet has not fetched {string.Join(" and ", missing)}";
    }
}
