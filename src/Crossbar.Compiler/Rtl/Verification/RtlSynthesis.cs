using System.ComponentModel;
using Crossbar.Compiler.Programs;

namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>Synthesises what <see cref="RtlWriter"/> wrote in Yosys: there may be no latches, combinational loops, or signals with no or several drivers.</summary>
public static class RtlSynthesis
{
    /// <summary>Synthesises a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="timeLimit">How long it may take, in seconds.</param>
    /// <returns>The cells of each layer, of what is beside them, and of all.</returns>
    /// <exception cref="CompilationException">There is no hardware here (CBX0107) or no Yosys (CBX0105), or Yosys refuses it or takes too long (CBX0109).</exception>
    public static ImmutableArray<RtlCellRow> Synthesise(string directory, double timeLimit)
    {
        var (top, _) = RtlFolder.Read(directory);
        var scratch = Directory.CreateTempSubdirectory("crossbar-rtl-");
        try
        {
            var cells = Path.Combine(scratch.FullName, "cells.json");
            var sources = RtlFolder.Sources(directory).Where(file => file != top + "_tb.sv");
            var result = new ExternalProgram("yosys", TimeSpan.FromSeconds(timeLimit)).Run(["-q", "-p", RtlMakefile.SynthesisScript(top, string.Join(' ', sources), cells)], directory);
            if (result.ExitCode != 0)
                throw new CompilationException(Descriptors.RtlNotSynthesised, directory, result.ExitCode is null ? $"it did not end within {timeLimit:F0} s." : "Yosys: " + result.LastLine);
            return YosysCells.Read(File.ReadAllText(cells)).Rows(top);
        }
        catch (Win32Exception)
        {
            throw new CompilationException(Descriptors.NoRtlProgram, null, "no Yosys", "it (Debian: apt-get install yosys)");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
