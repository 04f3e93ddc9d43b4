namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>Many cases in one bench, one compilation and one simulation.</summary>
internal static class ModuleBench
{
    /// <summary>Simulates cases and demands of each what it expects.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="compile">A simulator: <see cref="RtlTools.Icarus"/> or <see cref="RtlTools.Verilator"/>.</param>
    public static void Check(IReadOnlyList<ModuleCase> cases, Func<TemporaryFolder, string[], string[]> compile)
    {
        using var folder = new TemporaryFolder();
        Write(folder, cases);
        Simulate(folder, compile(folder, [folder["designs.sv"], .. ModuleLibrary.Files, folder["bench.sv"], .. SourceAndSink]), cases);
    }

    /// <summary>Simulates in Icarus what synthesis makes of the modules.</summary>
    public static void CheckNetlist(IReadOnlyList<ModuleCase> cases)
    {
        using var folder = new TemporaryFolder();
        Write(folder, cases);
        RtlTools.Yosys(folder, "top", [folder["designs.sv"], folder["top.sv"]], "write_verilog -noattr netlist.v");
        Simulate(folder, RtlTools.Icarus(folder, [folder["netlist.v"], folder["bench.sv"], .. SourceAndSink]), cases);
    }

    private static string[] SourceAndSink { get; } =
        [.. new[] { "stream_source.sv", "stream_sink.sv" }.Select(f => Repository.At("tests", "Crossbar.Compiler.Tests", "Rtl", "Simulation", f))];

    private static void Write(TemporaryFolder folder, IReadOnlyList<ModuleCase> cases)
    {
        for (var k = 0; k < cases.Count; k++)
        {
            foreach (var (file, lines) in cases[k].Inputs($"case_{k}").Concat(cases[k].Files.Select(f => (f.Key, f.Value))))
                folder.Write(file, string.Concat(lines.Select(line => line + "\n")));
        }
        folder.Write("designs.sv", "/* verilator lint_off UNUSED */\n/* verilator lint_off DECLFILENAME */\n" + string.Concat(cases.Select((one, k) => one.Design($"design_{k}"))));
        // Synthesis wants one module to begin with.
        folder.Write("top.sv", $"module top;\n{string.Concat(cases.Select((_, k) => $"    design_{k} d{k} ();\n"))}endmodule\n");
        folder.Write("bench.sv", Bench(cases));
    }

    private static void Simulate(TemporaryFolder folder, string[] command, IReadOnlyList<ModuleCase> cases)
    {
        Assert.DoesNotContain("TIMEOUT", RtlTools.Run(folder, command), StringComparison.Ordinal);
        for (var k = 0; k < cases.Count; k++)
        {
            foreach (var (file, lines) in cases[k].Outputs($"case_{k}"))
                Compare(lines, File.ReadAllLines(folder[file]), $"{cases[k]}, {file}");
        }
    }

    private static void Compare(IReadOnlyList<string> expected, string[] actual, string what)
    {
        for (var line = 0; line < Math.Max(expected.Count, actual.Length); line++)
        {
            var (wanted, got) = (expected.ElementAtOrDefault(line), actual.ElementAtOrDefault(line));
            Assert.True(wanted == got, $"{what}, line {line} of {expected.Count}: {got ?? "nothing"} instead of {wanted ?? "nothing"}");
        }
    }

    // Some beats, which are forgotten, then a second reset; and a while after the last beat, for beats that are too many.
    private static string Bench(IReadOnlyList<ModuleCase> cases)
    {
        var text = new StringBuilder();
        for (var k = 0; k < cases.Count; k++)
            text.Append(cases[k].Bench($"case_{k}", $"design_{k}"));
        var instances = string.Join("\n", cases.Select((_, k) => $"    case_{k} c{k} (.clk, .rst, .record, .done(done[{k}]));"));
        return $$"""
            /* verilator lint_off BLKSEQ */
            /* verilator lint_off UNUSED */
            /* verilator lint_off UNDRIVEN */
            /* verilator lint_off WIDTH */
            /* verilator lint_off DECLFILENAME */
            {{text}}
            module bench;
                logic clk = 0, rst = 1, record = 0;
                logic [{{cases.Count - 1}}:0] done;
                integer cycle = 0, quiet = 0;
                always #5 clk = !clk;
                always @(posedge clk) begin
                    cycle  <= cycle + 1;
                    rst    <= cycle < 3 || (cycle >= 50 && cycle < 53);
                    record <= cycle >= 50;
                    quiet  <= record && &done ? quiet + 1 : 0;
                    if (quiet > 40)
                        $finish;
                    if (cycle > 20000) begin
                        $display("TIMEOUT %b", done);
                        $finish;
                    end
                end
            {{instances}}
            endmodule

            """;
    }
}
