using System.ComponentModel;
using Crossbar.Compiler.Programs;

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
            try
            {
                if (new ExternalProgram(program, limit).Run([version], Environment.CurrentDirectory).ExitCode == 0)
                    return new RtlSimulator(name, limit);
            }
            catch (Win32Exception)
            {
                // It is not on this machine.
            }
        }

        throw new CompilationException(Descriptors.NoRtlProgram, null, "neither Verilator nor Icarus Verilog", "one of them (Debian: apt-get install verilator g++ make, or iverilog)");
    }

    /// <summary>Compiles a test bench.</summary>
    /// <param name="directory">The folder of its sources.</param>
    /// <param name="bench">Its module.</param>
    /// <param name="array">What stands for <c>crossbar_array.sv</c>; null for that.</param>
    /// <param name="scratch">A folder for what comes of it.</param>
    /// <returns>The command that runs it.</returns>
    /// <exception cref="CompilationException">It is refused (CBX0106).</exception>
    public string[] Compile(string directory, string bench, string? array, string scratch)
    {
        string[] sources = [.. RtlFolder.Sources(directory).Where(file => array is null || file != RtlMakefile.Array), .. array is null ? [] : new[] { Path.GetFullPath(array) }];
        if (Name == "Icarus")
        {
            var program = Path.Combine(scratch, "bench.vvp");
            Demand(["iverilog", "-g2012", "-s", bench, "-o", program, .. sources], directory);
            return ["vvp", "-n", program];
        }

        Demand(["verilator", "--binary", "--timing", .. RtlMakefile.VerilatorOptions, "-j", "0", "--top-module", bench, "--Mdir", scratch, "-o", "bench", .. sources], directory);
        return [Path.Combine(scratch, "bench")];
    }

    /// <summary>Runs a program.</summary>
    /// <param name="command">The command.</param>
    /// <param name="directory">Where.</param>
    public ProgramResult Run(string[] command, string directory) => new ExternalProgram(command[0], _limit).Run(command[1..], directory);

    private void Demand(string[] command, string directory)
    {
        var result = Run(command, directory);
        if (result.ExitCode != 0)
            throw new CompilationException(Descriptors.RtlNotSimulated, directory, result.ExitCode is null ? $"{Name} did not compile it within {_limit.TotalSeconds:F0} s." : $"{Name}: {result.LastLine}");
    }
}
