using System.Numerics;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>A combinational module, given one vector after the other.</summary>
internal sealed class CombinationalCase : ModuleCase
{
    /// <summary>Its inputs, by name.</summary>
    public IReadOnlyList<(string Port, int Bits)> InputPorts { get; init; } = [];

    /// <summary>The bits of its output m_tdata.</summary>
    public required int OutputBits { get; init; }

    /// <summary>A word for each input, and the word that must come out.</summary>
    public required IReadOnlyList<(BigInteger[] Inputs, BigInteger Output)> Vectors { get; init; }

    private int InputBits => InputPorts.Sum(port => port.Bits);

    public override string Design(string name)
    {
        var first = 0;
        var connections = InputPorts.Select(port =>
        {
            first += port.Bits;
            return $".{port.Port}(stimulus[{first - port.Bits} +: {port.Bits}]), ";
        });
        return $$"""
            module {{name}} (input logic [{{InputBits - 1}}:0] stimulus, output logic [{{OutputBits - 1}}:0] response);
                {{Module}} {{Parameters}} dut ({{string.Concat(connections)}}.m_tdata(response));
            endmodule

            """;
    }

    public override string Bench(string name, string design) => $$"""
        module {{name}} (input logic clk, input logic rst, input logic record, output logic done);
            logic [{{InputBits - 1}}:0] stimuli[0:{{Vectors.Count - 1}}];
            logic [{{InputBits - 1}}:0] stimulus;
            logic [{{OutputBits - 1}}:0] response;
            integer file;
            {{design}} inner (.stimulus, .response);
            initial begin
                done = 0;
                $readmemh("{{name}}.in", stimuli);
                file = $fopen("{{name}}.out", "w");
                for (int v = 0; v < {{Vectors.Count}}; v++) begin
                    stimulus = stimuli[v];
                    #1;
                    $fdisplay(file, "%h", response);
                end
                $fclose(file);
                done = 1;
            end
        endmodule

        """;

    public override IEnumerable<(string File, IEnumerable<string> Lines)> Inputs(string name) =>
        [($"{name}.in", Vectors.Select(vector => Packed.Hex(Stimulus(vector.Inputs), InputBits)))];

    public override IEnumerable<(string File, IReadOnlyList<string> Lines)> Outputs(string name) =>
        [($"{name}.out", [.. Vectors.Select(vector => Packed.Hex(vector.Output, OutputBits))])];

    private BigInteger Stimulus(BigInteger[] words)
    {
        var (stimulus, first) = (BigInteger.Zero, 0);
        for (var port = 0; port < InputPorts.Count; port++)
        {
            stimulus |= Packed.Low(words[port], InputPorts[port].Bits) << first;
            first += InputPorts[port].Bits;
        }
        return stimulus;
    }
}
