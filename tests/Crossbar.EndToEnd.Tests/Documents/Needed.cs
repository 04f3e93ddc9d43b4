using System.Diagnostics;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>What pages say that they cannot be run without.</summary>
internal static class Needed
{
    private const string OfPython = "python3-";

    /// <summary>Those of all pages that are not here.</summary>
    public static IReadOnlyList<string> Missing { get; } = [.. Document.All.SelectMany(page => page.Needs).Distinct().Where(name => !IsHere(name)).Order(StringComparer.Ordinal)];

    /// <summary>A Python that has all modules among these, or null where there is none, or no module among these.</summary>
    public static string? Python(IEnumerable<string> needs)
    {
        var modules = needs.Where(name => name.StartsWith(OfPython, StringComparison.Ordinal)).Select(name => name[OfPython.Length..]).ToArray();
        return modules.Length == 0 ? null : ((string?[])[Oracles.OnPath("python3"), "/usr/bin/python3"]).FirstOrDefault(python => python is not null && Imports(python, modules));
    }

    private static bool IsHere(string name) =>
        name == "report-page" ? !Packages.ArePacked || Packages.HaveReportPage
        : name.StartsWith(OfPython, StringComparison.Ordinal) ? Python([name]) is not null
        : Oracles.OnPath(name) is not null;

    private static bool Imports(string python, string[] modules)
    {
        if (!File.Exists(python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {string.Join(", ", modules)}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
