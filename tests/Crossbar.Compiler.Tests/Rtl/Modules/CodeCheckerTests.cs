using Crossbar.Compiler.Tests.Rtl.Simulation;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>The checker tells the first code that is not what the runtime computed, and ends the simulation as failed.</summary>
public sealed class CodeCheckerTests : IDisposable
{
    // Wide enough for a layer's window: 800 codes.
    private const int Elements = 800;

    private readonly TemporaryFolder _folder = new();

    private static string CheckerFile => ModuleLibrary.Files.Single(file => Path.GetFileName(file) == "code_checker.sv");

    public CodeCheckerTests()
    {
        _folder.Write("actual.hex", Lines());
        _folder.Write("bench.sv", $$"""
            /* verilator lint_off BLKSEQ */
            module bench;
                logic clk = 0, rst = 1, tvalid = 0, tready = 0;
                logic [{{8 * Elements - 1}}:0] beats[0:3], tdata;
                integer beat = 0, cycle = 0;
                initial $readmemh("actual.hex", beats);
                assign tdata = beats[beat % 4];
                always #5 clk = !clk;
                always @(posedge clk) begin
                    cycle  <= cycle + 1;
                    rst    <= cycle < 2;
                    tvalid <= cycle > 4 && cycle % 3 > 0;
                    tready <= cycle % 2 == 0;
                    if (!rst && tvalid && tready)
                        beat <= beat + 1;
                    if (beat == 4) begin
                        $display("ALL %0d %0d", compared.beats, counted.beats);
                        $finish;
                    end
                end
                code_checker #(.BITS({{8 * Elements}}), .WORDS(4), .WINDOWS(3), .ROW(2), .ELEMENT_BITS(8), .FILE("expected.hex"), .NAME("conv1 codes"), .ELEMENT("column")) compared
                    (.clk, .rst, .tdata, .tvalid, .tready);
                code_checker #(.BITS({{8 * Elements}})) counted (.clk, .rst, .tdata, .tvalid, .tready);
            endmodule

            """);
    }

    public void Dispose() => _folder.Dispose();

    [RtlFact("iverilog")]
    public void It_tells_the_first_difference_in_Icarus() => Check(RtlTools.Icarus(_folder, [_folder["bench.sv"], CheckerFile]));

    // Which compiles all other modules in every run (ModuleTests).
    [RtlFact("verilator")]
    [Trait(Campaign.Name, Campaign.Long)]
    public void It_tells_the_first_difference_in_Verilator() => Check(RtlTools.Verilator(_folder, [_folder["bench.sv"], CheckerFile]));

    private void Check(string[] command)
    {
        Assert.Equal("ALL 4 4", With(Lines(), fails: false));
        Assert.Equal("MISMATCH conv1 codes image 0 window (1, 0) column 799: 02 instead of 7f", With(Lines((2, 799, 0x7f)), fails: true));
        Assert.Equal("MISMATCH conv1 codes image 0 window (0, 1) column 17: 01 instead of ff", With(Lines((1, 17, 0xff), (1, 18, 0xff), (2, 0, 0)), fails: true));
        Assert.Equal("MISMATCH conv1 codes image 1 window (0, 0): expected.hex has no more", With(Lines()[..(3 * (2 * Elements + 1))], fails: true));
        File.Delete(_folder["expected.hex"]);
        Assert.Contains("conv1 codes: there is no file expected.hex", RtlTools.Try(_folder, command).Output, StringComparison.Ordinal);

        string With(string expected, bool fails)
        {
            _folder.Write("expected.hex", "// expected\n" + expected);
            var (status, output) = RtlTools.Try(_folder, command);
            Assert.Equal(fails, status != 0);
            return Assert.Single(output.Split('\n'), line => line.StartsWith("MISMATCH", StringComparison.Ordinal) || line.StartsWith("ALL", StringComparison.Ordinal));
        }
    }

    // Four beats, whose elements are all the beat's number, but for some.
    private static string Lines(params (int Beat, int Element, int Value)[] others) => string.Concat(Enumerable.Range(0, 4).Select(beat =>
        string.Concat(Enumerable.Range(0, Elements).Reverse().Select(element =>
            others.Where(other => (other.Beat, other.Element) == (beat, element)).Select(other => other.Value).DefaultIfEmpty(beat).First()
                .ToString("x2", CultureInfo.InvariantCulture))) + "\n"));
}
