using Crossbar.Compiler.Tests.Rtl.Simulation;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Every module of the library does what its equation says, whatever its parameters are and whoever pauses.</summary>
public sealed class ModuleTests
{
    private static readonly Dictionary<string, Func<Random, int, IEnumerable<ModuleCase>>> Families = new()
    {
        ["streams"] = (random, count) => StreamCases.Some(random, count).Concat(new[] { 1, 2, 3, 4, 5, 8, 13 }.Take(count).Select(StreamCases.FullFifo)),
        ["windows"] = WindowCases.Some,
        ["arithmetic"] = (random, count) => ArithmeticCases.Some(random, count).Concat(TieCases.Some(count)),
        ["tables"] = TableCases.Some,
        ["arrays"] = ArrayCases.Some,
        ["pulses"] = PulseCases.Some,
    };

    public static TheoryData<string> FamilyNames => [.. Families.Keys];

    [RtlTheory("iverilog")]
    [MemberData(nameof(FamilyNames))]
    public void Modules_compute_what_their_equations_say_in_Icarus(string family) =>
        ModuleBench.Check([.. Families[family](new Random(19), 20)], RtlTools.Icarus);

    [RtlFact("verilator")]
    public void Modules_compute_the_same_in_Verilator() =>
        ModuleBench.Check([.. Families.Values.SelectMany(some => some(new Random(20), 1))], RtlTools.Verilator);

    [RtlFact("yosys", "iverilog")]
    public void What_Yosys_synthesises_computes_the_same() =>
        ModuleBench.CheckNetlist([.. Families.Where(family => family.Key != "arrays").SelectMany(family => family.Value(new Random(21), 3))
            .Where(one => one is not StreamCase { Probe: not null })]);

    [RtlFact("iverilog")]
    public void An_array_without_its_file_ends_the_simulation()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bench.sv", """
            module bench;
                crossbar_array #(.FILE("nowhere.hex")) array
                    (.clk(1'b0), .rst(1'b0), .s_tdata(8'd0), .s_tvalid(1'b0), .s_tready(), .m_tdata(), .m_tvalid(), .m_tready(1'b0));
            endmodule

            """);
        var (status, output) = RtlTools.Try(folder, RtlTools.Icarus(folder, [folder["bench.sv"], .. ModuleLibrary.Files]));
        Assert.NotEqual(0, status);
        Assert.Contains("there is no file nowhere.hex", output, StringComparison.Ordinal);
    }

    [RtlFact("yosys")]
    public void Arrays_are_black_boxes_to_Yosys()
    {
        using var folder = new TemporaryFolder();
        folder.Write("array.sv", ArrayCases.Some(new Random(22), 1).Single().Design("around_array"));
        RtlTools.Yosys(folder, "around_array", [folder["array.sv"]], "select -assert-count 1 t:*crossbar_array");
    }
}
