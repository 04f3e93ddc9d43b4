using System.Diagnostics;

namespace Crossbar.Tests.Support;

/// <summary>The independent programs that settle arguments, and whether this machine has them.</summary>
internal static class Oracles
{
    /// <summary>Where CI says that a missing oracle is a failure, not a reason to skip.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("CROSSBAR_REQUIRE_ORACLES") == "1";

    /// <summary>Whether <c>ngspice</c> can be started.</summary>
    public static bool HasNgspice { get; } = CanRun("ngspice", "--version");

    /// <summary>Whether <c>gnucap</c> can be started. (It ends with 0 only where it was given something to do.)</summary>
    public static bool HasGnucap { get; } = OnPath("gnucap") is not null;

    /// <summary>Whether a Slurm cluster of one node can be started. (Without a configuration its programs do not even tell their version.)</summary>
    public static bool HasSlurm { get; } = new[] { "sbatch", "sinfo", "slurmctld", "slurmd" }.All(program => OnPath(program) is not null);

    /// <summary>Whether <c>verilator</c>, <c>iverilog</c> or <c>yosys</c> is here. (Verilator makes C++ of what it reads.)</summary>
    public static bool CanRead(string program) =>
        (program == "verilator" ? new[] { program, "g++", "make" } : program == "iverilog" ? [program, "vvp"] : [program]).All(p => OnPath(p) is not null);

    /// <summary>The program of Chromium or Chrome, or null.</summary>
    public static string? Chromium { get; } = ((string[])["chromium", "chromium-browser", "google-chrome"]).Select(OnPath).FirstOrDefault(path => path is not null);

    /// <summary>The program of Node.js, or null.</summary>
    public static string? Node { get; } = OnPath("node");

    /// <summary>The folder of playwright-core, which drives it from Node.js: artifacts/oracles/playwright-core, or null.</summary>
    public static string? Playwright { get; } =
        Directory.Exists(Repository.At("artifacts", "oracles", "playwright-core")) ? Repository.At("artifacts", "oracles", "playwright-core") : null;

    /// <summary>Whether there is a linker for programs that are compiled ahead of time.</summary>
    public static bool HasLinker { get; } = ((string[])["clang", "gcc"]).Any(program => OnPath(program) is not null);

    /// <summary>The file of a program that the shell would start, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static bool CanRun(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true });
            process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
