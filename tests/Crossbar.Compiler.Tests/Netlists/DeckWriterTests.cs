using System.Globalization;
using System.Text;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Tests.Netlists;

public sealed class DeckWriterTests
{
    private static readonly double[] Conductances = [1e-4, 2e-4, 4e-4, 5e-4];

    [Fact]
    public void A_deck_is_the_circuit_of_the_design_line_by_line()
    {
        var deck = DeckFactory.Make(2, 2, Conductances, new ArrayResistances(1, 2, 3, 4, 5), [0.1, 0.2], [0.5, 0.25]) with { Notes = ["AdcBits=8"] };
        Assert.Equal(
            """
            * Test.onnx: layer 0 'conv', tile 0: array of 2 rows and 2 columns
            * Rows are the layer's inputs 0 to 1; columns hold its outputs 0 to 0.
            * Resistances in ohm: word line 1, bit line 2, input 3, output 4, access 5
            * AdcBits=8
            * Node t_i_j is the word line and b_i_j the bit line at cell (i, j), m_i_j lies between memristor and access transistor.
            * Where a resistance is 0 the two nodes that it would join are one.
            * Columns:
            * 0: output 0
            * 1: reference
            * Column currents that the test vector should give, in ampere:
            * expect i(vsense_0) = 0.5
            * expect i(vsense_1) = 0.25
            * test vector, in volt
            Vin_0 in_0 0 DC 0.1
            Vin_1 in_1 0 DC 0.2
            * virtual grounds, whose currents are the columns'
            Vsense_0 out_0 0 DC 0
            Vsense_1 out_1 0 DC 0
            * source resistances
            Rin_0 in_0 t_0_0 3
            Rin_1 in_1 t_1_0 3
            * word lines
            Rt_0_0 t_0_0 t_0_1 1
            Rt_1_0 t_1_0 t_1_1 1
            * memristors
            Rg_0_0 t_0_0 m_0_0 10000
            Ra_0_0 m_0_0 b_0_0 5
            Rg_0_1 t_0_1 m_0_1 5000
            Ra_0_1 m_0_1 b_0_1 5
            Rg_1_0 t_1_0 m_1_0 2500
            Ra_1_0 m_1_0 b_1_0 5
            Rg_1_1 t_1_1 m_1_1 2000
            Ra_1_1 m_1_1 b_1_1 5
            * bit lines
            Rb_0_0 b_0_0 b_1_0 2
            Rb_0_1 b_0_1 b_1_1 2
            * sense resistances
            Rout_0 b_1_0 out_0 4
            Rout_1 b_1_1 out_1 4
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
            Write(deck));
    }

    [Fact]
    public void Ideal_wires_merge_nodes_and_leave_only_the_cells()
    {
        var text = Write(DeckFactory.Make(2, 2, Conductances, ArrayResistances.None, [0.1, 0.2], [0.5, 0.25]));
        Assert.Equal(
            ["Rg_0_0 in_0 out_0 10000", "Rg_0_1 in_0 out_1 5000", "Rg_1_0 in_1 out_0 2500", "Rg_1_1 in_1 out_1 2000"],
            text.Split('\n').Where(line => line.StartsWith('R')));
    }

    [Fact]
    public void Every_number_reads_back_as_the_number_that_it_was()
    {
        var deck = DeckFactory.Random(9, 7, new ArrayResistances(1 / 3.0, 1e-7, 1e5, Math.PI), seed: 1);
        var lines = Write(deck).Split('\n');
        for (var k = 0; k < deck.Conductances.Length; k++)
            Assert.Equal(1 / deck.Conductances.Span[k], Value($"Rg_{k / 7}_{k % 7} "));
        for (var i = 0; i < 9; i++)
            Assert.Equal(deck.Voltages.Span[i], Value($"Vin_{i} "));
        Assert.Equal(1 / 3.0, Value("Rt_8_5 "));
        Assert.Equal(1e-7, Value("Rb_7_6 "));
        Assert.Equal(Math.PI, Value("Rout_6 "));

        double Value(string start) =>
            double.Parse(Assert.Single(lines, l => l.StartsWith(start, StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_comment()
    {
        var deck = DeckFactory.Random(2, 2, ArrayResistances.Default, seed: 1);
        var text = Write(deck with { Layer = "a\nVx 1 0 1\r\n.end", Notes = ["b\u2028c"], ColumnNames = ["d\ne", "f"] });
        Assert.Equal(Write(deck).Split('\n').Length + 1, text.Split('\n').Length);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void A_deck_that_is_no_circuit_is_refused()
    {
        var deck = DeckFactory.Random(2, 3, ArrayResistances.Default, seed: 1);
        Refused(deck with { RowCount = 3 });
        Refused(deck with { ColumnNames = ["a"] });
        Refused(deck with { Voltages = new double[1] });
        Refused(deck with { Voltages = new[] { 1, double.NaN } });
        Refused(deck with { ExpectedCurrents = new double[4] });
        Refused(deck with { Conductances = new[] { 1, 1, 1, 1, 1, -1.0 } });
        Refused(deck with { Conductances = new[] { 1, 1, 1, 1, 1, double.PositiveInfinity } });
        Refused(deck with { Resistances = new ArrayResistances(Input: -1) });

        static void Refused(ArrayDeck bad) => Assert.Throws<ArgumentException>(() => Write(bad));
    }

    private static string Write(ArrayDeck deck)
    {
        using var stream = new MemoryStream();
        DeckWriter.Write(deck, NetlistDialect.Ngspice, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
