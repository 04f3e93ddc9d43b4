using System.Numerics;
using static System.FormattableString;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>A module between streams, whose other ends pause at random. All runs twice: once, in part, before a second reset, whose beats are forgotten.</summary>
internal sealed class StreamCase : ModuleCase
{
    /// <summary>Signals s0_tdata, s0_tvalid, s0_tready, s1_tdata, ...</summary>
    public required IReadOnlyList<Lane> InputLanes { get; init; }

    /// <summary>Signals m0_tdata, ...</summary>
    public required IReadOnlyList<Lane> OutputLanes { get; init; }

    /// <summary>The module between them; PARAMETERS stands for its parameters.</summary>
    public string Body { get; init; } = """
        MODULE PARAMETERS dut (.clk, .rst, .s_tdata(s0_tdata), .s_tvalid(s0_tvalid), .s_tready(s0_tready),
            .m_tdata(m0_tdata), .m_tvalid(m0_tvalid), .m_tready(m0_tready));
        """;

    /// <summary>A number in the simulation, and what it must be when a condition holds for the first time.</summary>
    public (string Expression, BigInteger Expected, string When)? Probe { get; init; }

    /// <summary>From the first beat in to the last beat out, where nobody pauses.</summary>
    public int? MostCycles { get; init; }

    /// <summary>Likewise, whoever pauses.</summary>
    public int LeastCycles { get; init; }

    /// <summary>What the pauses depend on.</summary>
    public int Seed { get; init; } = 1;

    public override string Design(string name)
    {
        var inputs = InputLanes.Select((lane, k) => Invariant($", input logic [{lane.Bits - 1}:0] s{k}_tdata, input logic s{k}_tvalid, output logic s{k}_tready"));
        var outputs = OutputLanes.Select((lane, k) => Invariant($", output logic [{lane.Bits - 1}:0] m{k}_tdata, output logic m{k}_tvalid, input logic m{k}_tready"));
        return $"""
            module {name} (input logic clk, input logic rst{string.Concat(inputs)}{string.Concat(outputs)});
            {Body.Replace("MODULE", Module, StringComparison.Ordinal).Replace("PARAMETERS", Parameters.ToString(), StringComparison.Ordinal)}
            endmodule

            """;
    }

    public override string Bench(string name, string design)
    {
        var text = new StringBuilder($"module {name} (input logic clk, input logic rst, input logic record, output logic done);\n");
        for (var k = 0; k < InputLanes.Count; k++)
        {
            var (bits, beats, stalls) = InputLanes[k];
            text.Append(Signals($"s{k}", bits)).Append(Invariant($"""
                    stream_source #(.BITS({bits}), .BEATS({beats.Count}), .STALLS({stalls}), .SEED({Seed + k}), .FILE("{name}.s{k}")) source{k}
                        (.clk, .rst, .tdata(s{k}_tdata), .tvalid(s{k}_tvalid), .tready(s{k}_tready));

                """));
        }
        for (var k = 0; k < OutputLanes.Count; k++)
        {
            var (bits, beats, stalls) = OutputLanes[k];
            text.Append(Signals($"m{k}", bits)).Append(Invariant($"""
                    stream_sink #(.BITS({bits}), .BEATS({beats.Count}), .STALLS({stalls}), .SEED({Seed + 100 + k}), .LEAST_CYCLES({LeastCycles}), .MOST_CYCLES({MostCycles ?? 0}),
                        .FILE("{name}.m{k}")) sink{k} (.clk, .rst, .record, .start(s0_tvalid), .tdata(m{k}_tdata), .tvalid(m{k}_tvalid), .tready(m{k}_tready), .done(m{k}_done));

                """));
        }
        text.Append(Probe is not { } probe ? "    logic is_probed = 1;\n" : $"""
                logic is_probed = 0;
                integer probe;
                initial probe = $fopen("{name}.probe", "w");
                always @(posedge clk) begin
                    if (record && !is_probed && inner.{probe.When}) begin
                        is_probed <= 1;
                        $fdisplay(probe, "%0d", inner.{probe.Expression});
                    end
                end

            """);
        return text.Append($"""
                {design} inner (.clk, .rst{string.Concat(InputLanes.Select((_, k) => Ports($"s{k}")).Concat(OutputLanes.Select((_, k) => Ports($"m{k}"))))});
                assign done = record && is_probed{string.Concat(OutputLanes.Select((_, k) => $" && m{k}_done"))};
            endmodule

            """).ToString();
    }

    public override IEnumerable<(string File, IEnumerable<string> Lines)> Inputs(string name) =>
        InputLanes.Select((lane, k) => ($"{name}.s{k}", lane.Beats.Select(beat => Packed.Hex(beat, lane.Bits))));

    public override IEnumerable<(string File, IReadOnlyList<string> Lines)> Outputs(string name)
    {
        for (var k = 0; k < OutputLanes.Count; k++)
            yield return ($"{name}.m{k}", [.. OutputLanes[k].Beats.Select(beat => Packed.Hex(beat, OutputLanes[k].Bits))]);
        if (Probe is { } probe)
            yield return ($"{name}.probe", [$"{probe.Expected}"]);
    }

    private static string Signals(string lane, int bits) =>
        Invariant($"    logic [{bits - 1}:0] {lane}_tdata; logic {lane}_tvalid, {lane}_tready, {lane}_done;\n");

    private static string Ports(string lane) => $", .{lane}_tdata, .{lane}_tvalid, .{lane}_tready";
}
