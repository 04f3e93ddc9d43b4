using System.Diagnostics;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>The three programs that read SystemVerilog. None of them may have anything to complain about.</summary>
internal static class RtlTools
{
    /// <summary>Compiles and simulates in Icarus Verilog.</summary>
    public static void Icarus(TemporaryFolder folder, string[] sources)
    {
        Quietly(Run(folder.Path, "iverilog", ["-g2012", "-Wall", "-s", "bench", "-o", "bench.vvp", .. sources]));
        Assert.DoesNotContain("TIMEOUT", Run(folder.Path, "vvp", ["-n", "bench.vvp"]), StringComparison.Ordinal);
    }

    /// <summary>Compiles and simulates in Verilator. Optimising the program would take longer than to run it.</summary>
    public static void Verilator(TemporaryFolder folder, string[] sources)
    {
        Quietly(Run(folder.Path, "verilator",
            ["--binary", "--timing", "-Wall", "-CFLAGS", "-O0", "-MAKEFLAGS", "-s", "--top-module", "bench", "--Mdir", "program", "-o", "bench", .. sources]));
        Assert.DoesNotContain("TIMEOUT", Run(folder.Path, folder["program", "bench"], []), StringComparison.Ordinal);
    }

    /// <summary>Synthesises, without mapping to gates, and demands that there are neither latches nor loops nor signals with no or several drivers.</summary>
    /// <param name="folder">The folder that files are read from and written to.</param>
    /// <param name="top">The module to begin with.</param>
    /// <param name="designs">Its sources beside the library, which is only looked up in.</param>
    /// <param name="last">A command for what came of it.</param>
    public static void Yosys(TemporaryFolder folder, string top, string[] designs, string last)
    {
        var script = $"read_verilog -defer -sv -DSYNTHESIS {string.Join(' ', [.. ModuleLibrary.Files, .. designs])}; "
            + $"hierarchy -check -top {top}; proc; opt; check -assert; select -assert-none t:$dlatch; {last}";
        Quietly(Run(folder.Path, "yosys", ["-q", "-p", script]));
    }

    /// <summary>Runs a program and demands that it succeeds.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string folder, string program, string[] arguments)
    {
        var (status, output) = Try(folder, program, arguments);
        Assert.True(status == 0, $"{Path.GetFileName(program)} ended with {status}:\n{output}");
        return output;
    }

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public static (int Status, string Output) Try(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
            process.Kill(entireProcessTree: true);
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Demands that nothing in an output is a warning.</summary>
    public static void Quietly(string output)
    {
        var complaints = output.Split('\n').Where(line => line.Contains("arning", StringComparison.Ordinal) || line.Contains("sorry", StringComparison.Ordinal)).ToArray();
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Take(20)));
    }
}
