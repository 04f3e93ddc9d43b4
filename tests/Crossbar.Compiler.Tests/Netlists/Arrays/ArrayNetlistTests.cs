using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Dialects;

namespace Crossbar.Compiler.Tests.Netlists.Arrays;

public sealed class ArrayNetlistTests
{
    private static readonly double[] Conductances = [1e-4, 2e-4, 4e-4, 5e-4];

    private static readonly NetlistHeader Header = new(["Model: Test.onnx"]);

    [Fact]
    public void A_subcircuit_is_the_circuit_of_the_design_line_by_line()
    {
        var array = ArrayFactory.Make(2, 2, Conductances, new ArrayResistances(1, 2, 3, 4, 5), [51, 102]);
        Assert.Equal(
            """
            .subckt layer00_tile000 in_0 in_1 out_0 out_1
            Rin_0 in_0 t_0_0 {rin}
            Rin_1 in_1 t_1_0 {rin}
            Rt_0_0 t_0_0 t_0_1 {rword}
            Rt_1_0 t_1_0 t_1_1 {rword}
            Rg_0_0 t_0_0 m_0_0 10000
            Ra_0_0 m_0_0 b_0_0 {raccess}
            Rg_0_1 t_0_1 m_0_1 5000
            Ra_0_1 m_0_1 b_0_1 {raccess}
            Rg_1_0 t_1_0 m_1_0 2500
            Ra_1_0 m_1_0 b_1_0 {raccess}
            Rg_1_1 t_1_1 m_1_1 2000
            Ra_1_1 m_1_1 b_1_1 {raccess}
            Rb_0_0 b_0_0 b_1_0 {rbit}
            Rb_0_1 b_0_1 b_1_1 {rbit}
            Rout_0 b_1_0 out_0 {rout}
            Rout_1 b_1_1 out_1 {rout}
            .ends layer00_tile000

            """,
            Circuit(ArrayNetlists.Library(array, ArrayFactory.Cells(array), Header)));
    }

    [Fact]
    public void A_deck_drives_it_with_DACs_and_prints_the_currents_of_virtual_grounds()
    {
        var array = ArrayFactory.Make(2, 2, Conductances, ArrayResistances.None, [51, 102]);
        Assert.Equal(
            """
            .include parameters.inc
            .include layer00_tile000.inc
            * test vector: DAC codes
            Vin_0 in_0 0 DC {51*vfs/dacmax}
            Vin_1 in_1 0 DC {102*vfs/dacmax}
            * virtual grounds, whose currents are the columns'
            Vsense_0 out_0 0 DC 0
            Vsense_1 out_1 0 DC 0
            Xlayer00_tile000 in_0 in_1 out_0 out_1 layer00_tile000
            .op
            .control
            set numdgt=16
            run
            print i(vsense_0)
            print i(vsense_1)
            quit
            .endc
            .end

            """,
            Circuit(ArrayNetlists.Bench(array, ArrayFactory.Cells(array), Header)));
    }

    [Fact]
    public void Ideal_wires_merge_nodes_and_leave_only_the_cells_that_conduct()
    {
        var array = ArrayFactory.Make(2, 2, [1e-4, 0, 4e-4, 5e-4], ArrayResistances.None, [51, 102]);
        var lines = Circuit(ArrayNetlists.Library(array, ArrayFactory.Cells(array), Header)).Split('\n');
        Assert.Equal(["Rg_0_0 in_0 out_0 10000", "Rg_1_0 in_1 out_0 2500", "Rg_1_1 in_1 out_1 2000"], lines.Where(line => line.StartsWith('R')));
    }

    [Fact]
    public void Every_conductance_reads_back_as_the_one_that_it_was()
    {
        var array = ArrayFactory.Random(9, 7, new ArrayResistances(1 / 3.0, 1e-7, 1e5, Math.PI), seed: 1);
        var lines = Circuit(ArrayNetlists.Library(array, ArrayFactory.Cells(array), Header)).Split('\n');
        for (var k = 0; k < array.Conductances.Length; k++)
        {
            var line = Assert.Single(lines, l => l.StartsWith($"Rg_{k / 7}_{k % 7} ", StringComparison.Ordinal));
            Assert.Equal(1 / array.Conductances.Span[k], double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_comment()
    {
        var array = ArrayFactory.Random(2, 2, ArrayResistances.Default, seed: 1);
        var cells = ArrayFactory.Cells(array);
        var plain = Text(ArrayNetlists.Bench(array, cells, Header));
        var text = Text(ArrayNetlists.Bench(array with { Layer = "a\nVx 1 0 1\r\n.end", ColumnNames = ["d\ne", "f"] }, cells, Header));
        Assert.Equal(plain.Split('\n').Length, text.Split('\n').Length);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void An_array_that_is_no_circuit_is_refused()
    {
        var array = ArrayFactory.Random(2, 3, ArrayResistances.Default, seed: 1);
        Refused(array with { RowCount = 3 });
        Refused(array with { ColumnNames = ["a"] });
        Refused(array with { RowOrder = [0] });
        Refused(array with { MaxCode = 0 });
        Refused(array with { Codes = new double[1] });
        Refused(array with { Codes = new[] { 1, double.NaN } });
        Refused(array with { ExpectedCurrents = new double[4] });
        Refused(array with { Conductances = new[] { 1, 1, 1, 1, 1, -1.0 } });
        Refused(array with { Conductances = new[] { 1, 1, 1, 1, 1, double.PositiveInfinity } });
        Refused(array with { Resistances = new ArrayResistances(Input: -1) });

        void Refused(ArrayCircuit bad)
        {
            Assert.Throws<ArgumentException>(() => ArrayNetlists.Bench(bad, ArrayFactory.Cells(array), Header));
            Assert.Throws<ArgumentException>(() => ArrayNetlists.Library(bad, ArrayFactory.Cells(array), Header));
        }
    }

    // Without the lines for people at the top.
    private static string Circuit(Netlist netlist)
    {
        var text = Text(netlist);
        var start = 0;
        while (text[start] == '*')
            start = text.IndexOf('\n', start) + 1;
        return text[start..];
    }

    private static string Text(Netlist netlist)
    {
        using var stream = new MemoryStream();
        DialectWriter.For(NetlistDialect.Ngspice, new NetlistText(stream)).Write(netlist);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
