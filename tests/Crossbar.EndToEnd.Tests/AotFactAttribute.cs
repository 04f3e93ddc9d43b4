using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>
/// A test that compiles a program ahead of time: it needs a linker and a package that is no part of the SDK, which NuGet gets from the user's own
/// sources. Skipped with a reason where one of them cannot be had, unless CI requires it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AotFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Lack = new(FindLack);

    public AotFactAttribute()
    {
        if (!Oracles.Required)
            Skip = Lack.Value;
    }

    private static string? FindLack()
    {
        if (OperatingSystem.IsWindows())
            return "the test runs on Linux and macOS: on Windows the linker is Visual Studio's";
        if (!Oracles.HasLinker)
            return "there is no linker (Debian: apt-get install clang zlib1g-dev)";
        var folder = Directory.CreateTempSubdirectory("crossbar-aot-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Probe.csproj"), ConsumerProject.ProjectText("net10.0", "<PublishAot>true</PublishAot>", ""));
            var restore = ProcessRun.Start(folder.FullName, "dotnet", "restore");
            return restore.ExitCode == 0 ? null : $"NuGet does not get the package of the ahead-of-time compiler: {restore.Output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
