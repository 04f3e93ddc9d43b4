using Crossbar.Compiler.Programs;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>The three programs that read SystemVerilog. None of them may have anything to complain about.</summary>
internal static class RtlTools
{
    /// <summary>Compiles the module bench in Icarus Verilog.</summary>
    /// <returns>The command that simulates it.</returns>
    public static string[] Icarus(TemporaryFolder folder, string[] sources)
    {
        Quietly(Run(folder, ["iverilog", "-g2012", "-Wall", "-s", "bench", "-o", "bench.vvp", .. sources]));
        return ["vvp", "-n", "bench.vvp"];
    }

    /// <summary>Compiles it in Verilator: to a program without optimisation, which takes less time to compile than it saves.</summary>
    /// <returns>The command that simulates it.</returns>
    public static string[] Verilator(TemporaryFolder folder, string[] sources)
    {
        Quietly(Run(folder, [
            "verilator", "--binary", "--timing", "-Wall", "--unroll-count", "8", "-fno-expand", "-j", "2", "-MAKEFLAGS", "-s OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
            "--top-module", "bench", "--Mdir", "program", "-o", "bench", .. sources]));
        return [folder["program", "bench"]];
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
        Quietly(Run(folder, ["yosys", "-q", "-p", script]));
    }

    /// <summary>Runs a program in a folder and demands that it succeeds.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(TemporaryFolder folder, string[] command)
    {
        var (status, output) = Try(folder, command);
        Assert.True(status == 0, $"{Path.GetFileName(command[0])} ended with {status}:\n{output}");
        return output;
    }

    /// <summary>Runs a program in a folder.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public static (int Status, string Output) Try(TemporaryFolder folder, string[] command)
    {
        var result = new ExternalProgram(command[0], TimeSpan.FromMinutes(3)).Run(command[1..], folder.Path);
        return (result.ExitCode ?? -1, result.Output + result.Errors);
    }

    /// <summary>Demands that nothing in an output is a warning.</summary>
    private static void Quietly(string output)
    {
        var complaints = output.Split('\n').Where(line => line.Contains("arning", StringComparison.Ordinal) || line.Contains("sorry", StringComparison.Ordinal)).ToArray();
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Take(20)));
    }
}
