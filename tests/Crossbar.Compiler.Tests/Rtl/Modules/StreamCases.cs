using System.Numerics;
using Crossbar.Compiler.Tests.Rtl.Simulation;
using static Crossbar.Compiler.Tests.Rtl.Modules.Numbers;

namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>Modules that only pass beats on: registers, FIFOs, forks, joins, and what collects or distributes pixels.</summary>
internal static class StreamCases
{
    private const int Beats = 60;

    private static readonly Func<Random, ModuleCase>[] All = [Register, Fifo, Fork, Join, ForkAndJoin, Flatten];

    /// <summary>So many of each.</summary>
    public static IEnumerable<ModuleCase> Some(Random random, int count) =>
        All.SelectMany(make => Enumerable.Range(0, count).Select(_ => make(random)));

    /// <summary>A FIFO whose output nobody takes: it must hold its depth and not one beat more.</summary>
    public static StreamCase FullFifo(int depth) => new()
    {
        Module = "stream_fifo", Parameters = new() { { "BITS", 8 }, { "DEPTH", depth } },
        InputLanes = [new(8, [.. Enumerable.Range(0, 40).Select(k => (BigInteger)k)], 0)],
        OutputLanes = [new(8, [], 16)],
        Probe = ("dut.peak", depth, "age == 60"),
        Body = """
            integer age;
            always @(posedge clk) age <= rst ? 0 : age + 1;
            MODULE PARAMETERS dut (.clk, .rst, .s_tdata(s0_tdata), .s_tvalid(s0_tvalid), .s_tready(s0_tready),
                .m_tdata(m0_tdata), .m_tvalid(m0_tvalid), .m_tready(m0_tready));
            """,
    };

    private static StreamCase Register(Random random) =>
        PassingOn("stream_register", random, bits => new() { { "BITS", bits } }, 1);

    private static StreamCase Fifo(Random random)
    {
        var depth = random.Next(1, 12);
        return PassingOn("stream_fifo", random, bits => new() { { "BITS", bits }, { "DEPTH", depth } }, depth == 1 ? 2 : 1);
    }

    private static StreamCase PassingOn(string module, Random random, Func<int, Parameters> parameters, int cyclesPerBeat)
    {
        var bits = random.Next(1, 70);
        var beats = Array(Beats, () => random.Unsigned(bits));
        var (source, sink) = Stalls(random);
        return new()
        {
            Module = module, Parameters = parameters(bits), InputLanes = [new(bits, beats, source)], OutputLanes = [new(bits, beats, sink)],
            MostCycles = source + sink == 0 ? Beats * cyclesPerBeat : null, Seed = random.Next(1, 1 << 20),
        };
    }

    private static StreamCase Fork(Random random)
    {
        var (bits, outputs) = (random.Next(1, 40), random.Next(1, 5));
        var beats = Array(Beats, () => random.Unsigned(bits));
        return new()
        {
            Module = "stream_fork", Parameters = new() { { "BITS", bits }, { "OUTPUTS", outputs } }, Seed = random.Next(1, 1 << 20),
            InputLanes = [new(bits, beats, random.Next(0, 14))],
            OutputLanes = [.. Enumerable.Range(0, outputs).Select(_ => new Lane(bits, beats, random.Next(0, 14)))],
            Body = $$"""
                logic [{{bits - 1}}:0] data;
                MODULE PARAMETERS dut (.clk, .rst, .s_tdata(s0_tdata), .s_tvalid(s0_tvalid), .s_tready(s0_tready), .m_tdata(data),
                    .m_tvalid({{{Each(outputs, "m", "tvalid")}}}), .m_tready({{{Each(outputs, "m", "tready")}}}));
                {{string.Concat(Enumerable.Range(0, outputs).Select(k => $"assign m{k}_tdata = data; "))}}
                """,
        };
    }

    private static StreamCase Join(Random random)
    {
        var (bits, inputs) = (random.Next(1, 20), random.Next(1, 5));
        var lanes = Enumerable.Range(0, inputs).Select(_ => new Lane(bits, Array(Beats, () => random.Unsigned(bits)), random.Next(0, 14))).ToArray();
        return new()
        {
            Module = "stream_join", Parameters = new() { { "INPUTS", inputs } }, Seed = random.Next(1, 1 << 20), InputLanes = lanes,
            OutputLanes = [new(bits * inputs, [.. Enumerable.Range(0, Beats).Select(k => Packed.Of(lanes.Select(lane => lane.Beats[k]), bits))], random.Next(0, 14))],
            Body = $$"""
                MODULE PARAMETERS dut (.s_tvalid({{{Each(inputs, "s", "tvalid")}}}), .s_tready({{{Each(inputs, "s", "tready")}}}),
                    .m_tvalid(m0_tvalid), .m_tready(m0_tready));
                assign m0_tdata = {{{Each(inputs, "s", "tdata")}}};
                """,
        };
    }

    // The shape of a residual block: a slow branch, and a FIFO in the other.
    private static StreamCase ForkAndJoin(Random random)
    {
        var bits = random.Next(1, 20);
        var beats = Array(Beats, () => random.Unsigned(bits));
        var (source, sink) = Stalls(random);
        return new()
        {
            Module = "stream_fork", Parameters = new() { { "BITS", bits }, { "OUTPUTS", 2 } }, Seed = random.Next(1, 1 << 20),
            InputLanes = [new(bits, beats, source)],
            OutputLanes = [new(2 * bits, [.. beats.Select(beat => Packed.Of([beat, beat], bits))], sink)],
            MostCycles = source + sink == 0 ? Beats + 2 : null,
            Body = $$"""
                logic [{{bits - 1}}:0] data, slow, slower, waiting;
                logic [1:0] fork_valid, fork_ready, join_valid, join_ready;
                logic slow_valid, slow_ready;
                MODULE PARAMETERS dut (.clk, .rst, .s_tdata(s0_tdata), .s_tvalid(s0_tvalid), .s_tready(s0_tready),
                    .m_tdata(data), .m_tvalid(fork_valid), .m_tready(fork_ready));
                stream_register #(.BITS({{bits}})) first (.clk, .rst, .s_tdata(data), .s_tvalid(fork_valid[0]), .s_tready(fork_ready[0]),
                    .m_tdata(slow), .m_tvalid(slow_valid), .m_tready(slow_ready));
                stream_register #(.BITS({{bits}})) second (.clk, .rst, .s_tdata(slow), .s_tvalid(slow_valid), .s_tready(slow_ready),
                    .m_tdata(slower), .m_tvalid(join_valid[0]), .m_tready(join_ready[0]));
                stream_fifo #(.BITS({{bits}}), .DEPTH(3)) fifo (.clk, .rst, .s_tdata(data), .s_tvalid(fork_valid[1]), .s_tready(fork_ready[1]),
                    .m_tdata(waiting), .m_tvalid(join_valid[1]), .m_tready(join_ready[1]));
                stream_join #(.INPUTS(2)) both (.s_tvalid(join_valid), .s_tready(join_ready), .m_tvalid(m0_tvalid), .m_tready(m0_tready));
                assign m0_tdata = {waiting, slower};
                """,
        };
    }

    private static StreamCase Flatten(Random random)
    {
        var (channels, bits, pixels, images) = (random.Next(1, 5), random.Next(1, 12), random.Next(1, 10), random.Next(2, 8));
        var values = Enumerable.Range(0, images).Select(_ => Array(channels * pixels, () => random.Unsigned(bits))).ToArray();
        var beats = values.SelectMany(image => Enumerable.Range(0, pixels).Select(p => Packed.Of(Enumerable.Range(0, channels).Select(c => image[c * pixels + p]), bits))).ToArray();
        var (source, sink) = Stalls(random);
        return new()
        {
            Module = "flatten", Parameters = new() { { "CHANNELS", channels }, { "BITS", bits }, { "PIXELS", pixels } }, Seed = random.Next(1, 1 << 20),
            InputLanes = [new(channels * bits, beats, source)], OutputLanes = [new(channels * bits * pixels, [.. values.Select(image => Packed.Of(image, bits))], sink)],
            MostCycles = source + sink == 0 ? images * pixels : null,
        };
    }

    /// <summary>How often either end pauses; in a third of the cases never.</summary>
    public static (int Source, int Sink) Stalls(Random random) => random.Next(3) == 0 ? (0, 0) : (random.Next(0, 14), random.Next(0, 14));

    // In a concatenation the last one stands in the low bits.
    private static string Each(int count, string prefix, string signal) =>
        string.Join(", ", Enumerable.Range(0, count).Reverse().Select(k => $"{prefix}{k}_{signal}"));
}
