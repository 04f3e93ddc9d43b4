using System.ComponentModel;
using System.Diagnostics;

namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>A simulator of this machine: Verilator where there is one, else Icarus Verilog, which is some thousand times slower.</summary>
internal sealed class RtlSimulator
{
    private readonly TimeSpan _limit;

    private RtlSimulator(string name, TimeSpan limit) => (Name, _limit) = (name, limit);

    /// <summary>Verilator or Icarus.</summary>
    public string Name { get; }

    /// <summary>Finds one.</summary>
    /// <param name="limit">How long it may take to compile, and each simulation.</param>
    /// <exception cref="CompilationException">There is none (CBX0105).</exception>
    public static RtlSimulator Find(TimeSpan limit)
    {
        foreach (var (name, program, version) in ((string, string, string)[])[("Verilator", "verilator", "--version"), ("Icarus", "iverilog", "-V")])
        {
            if (Start(program, [version], Environment.CurrentDirectory, limit) is (0, _))
                return new RtlSimulator(name, limit);
        }

        throw new CompilationException(Descriptors.NoRtlSimulator, null);
    }

    /// <summary>Compiles a test bench.</summary>
    /// <param name="directory">The folder of its sources.</param>
    /// <param name="bench">Its module.</param>
    /// <param name="scratch">A folder for what comes of it.</param>
    /// <returns>The command that runs it.</returns>
    /// <exception cref="CompilationException">It is refused (CBX0106).</exception>
    public string[] Compile(string directory, string bench, string scratch)
    {
        string[] sources = [.. Directory.GetFiles(directory, "*.sv").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        if (Name == "Icarus")
        {
            var program = Path.Combine(scratch, "bench.vvp");
            Demand("iverilog", ["-g2012", "-s", bench, "-o", program, .. sources], directory);
            return ["vvp", "-n", program];
        }

        // Without optimisation what takes minutes is to run it, with all of it to compile it.
        Demand(
            "verilator",
            [
                "--binary", "--timing", "-O3", "--unroll-count", "1024", "--unroll-stmts", "64", "-Wno-fatal", "-j", "2", "-MAKEFLAGS", "-s OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1",
                "--top-module", bench, "--Mdir", scratch, "-o", "bench", .. sources,
            ],
            directory);
        return [Path.Combine(scratch, "bench")];
    }

    /// <summary>Runs a program.</summary>
    /// <param name="command">The command.</param>
    /// <param name="directory">Where.</param>
    /// <returns>Its exit code, none where the time was up, and what it printed.</returns>
    public (int? Status, string Output) Run(string[] command, string directory) => Start(command[0], command[1..], directory, _limit) ?? (null, "");

    private void Demand(string program, string[] arguments, string directory)
    {
        var (status, output) = Run([program, .. arguments], directory);
        if (status != 0)
            throw new CompilationException(Descriptors.RtlNotSimulated, directory, status is null ? $"{Name} did not compile it within {_limit.TotalSeconds:F0} s." : $"{Name}: {LastLine(output)}");
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "it said nothing.";

    private static (int? Status, string Output)? Start(string program, string[] arguments, string directory, TimeSpan limit)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(limit))
                return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (null, "");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
