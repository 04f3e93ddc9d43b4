using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Conversion;

/// <summary>Conversion for arrays whose lines are connected at both ends.</summary>
public sealed class LineEndsTests
{
    public static TheoryData<LineEnds, LineEnds> Ends { get; } = new()
    {
        { LineEnds.One, LineEnds.One }, { LineEnds.Both, LineEnds.One }, { LineEnds.One, LineEnds.Both }, { LineEnds.Both, LineEnds.Both },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Arrays_are_exact_by_an_independent_solution_of_their_circuit(LineEnds drive, LineEnds sense)
    {
        var hardware = new HardwareDesign { Resistances = new ArrayResistances(10, 20, 5, 7, 500) { DriveEnds = drive, SenseEnds = sense } };
        var tile = LineOrdering.Arrange(Weights.Tile(9, 6, 1), hardware);
        var programmed = Exact.Convert("layer", tile, hardware);
        var n = tile.Layout.BitLines;
        for (var i = 0; i < 9; i++)
        {
            var voltages = new double[9];
            voltages[i] = 1;
            var currents = DenseNodalAnalysis.Solve(9, n, [.. programmed.Conductances.Select(g => (double)g)], hardware.Resistances, voltages);
            for (var j = 0; j < n; j++)
                Assert.Equal(programmed.Window.Floor + (programmed.Range * tile.Target.Values[(i * n) + j]), currents[j], 1e-5 * programmed.Range);
        }
    }

    // One more connection can only help: the wires drop less.
    [Theory]
    [InlineData(128, 64, 0)]
    [InlineData(256, 64, 1 / 300e3)]
    public void A_second_end_never_costs_range(int rows, int outputs, double least)
    {
        var tile = Weights.Tile(rows, outputs, 2);
        var ranges = Ends.Select(row => Range((LineEnds)row[0], (LineEnds)row[1])).ToArray();
        Assert.True(ranges[1] >= ranges[0] && ranges[2] > 1.2 * ranges[0] && ranges[3] >= ranges[2], string.Join(", ", ranges));

        double Range(LineEnds drive, LineEnds sense)
        {
            var hardware = new HardwareDesign { MinConductance = least, Resistances = ArrayResistances.Default with { DriveEnds = drive, SenseEnds = sense } };
            var programmed = Exact.Convert("layer", tile, hardware);
            Assert.True(programmed.IsConverged);
            return programmed.Range;
        }
    }

    // With both ends connected, the middle is what is farthest: an order that moves heavy lines away from it leaves more.
    [Fact]
    public void Heavy_lines_lie_at_both_ends()
    {
        var hardware = new HardwareDesign { Resistances = new ArrayResistances(5, 5, 5, 5) { DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both } };
        var tile = Weights.Tile(64, 32, 7);
        var arranged = LineOrdering.Arrange(tile, hardware);
        Assert.True(arranged.ExpectedRange > arranged.NaturalRange);
        var loads = Enumerable.Range(0, 64).Select(i => arranged.Target.Values.Skip(i * 33).Take(33).Sum()).ToArray();
        Assert.True(loads[..8].Concat(loads[^8..]).Average() > loads[24..40].Average());
    }

    // Which lines are long, or of poor wire, says which second ends help: rows, columns, or nothing less than both.
    [Theory]
    [InlineData(32, 96, 70, 0.1, LineEnds.Both, LineEnds.One, "DriveEnds=Both (tried: ")]
    [InlineData(96, 32, 0.1, 70, LineEnds.One, LineEnds.Both, "SenseEnds=Both (tried: ")]
    [InlineData(96, 96, 40, 40, LineEnds.Both, LineEnds.Both, "SenseEnds=Both with DriveEnds=Both (tried: ")]
    public void An_array_that_cannot_be_made_is_told_which_second_ends_help(
        int rows, int outputs, double row, double column, LineEnds drive, LineEnds sense, string advice)
    {
        var hardware = new HardwareDesign { Resistances = new ArrayResistances(row, column) };
        var tile = Weights.Tile(rows, outputs, 4);
        var refusal = Assert.Throws<CompilationException>(() => Exact.Convert("layer", tile, hardware));
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        var mended = hardware with { Resistances = hardware.Resistances with { DriveEnds = drive, SenseEnds = sense } };
        Assert.True(Exact.Convert("layer", LineOrdering.Arrange(tile, mended), mended).IsConverged);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Nonlinear_cells_are_converted_for_both_ends_too(LineEnds drive, LineEnds sense)
    {
        var hardware = new HardwareDesign { Nonlinearity = 2, Resistances = new ArrayResistances(5, 5, 5, 5) { DriveEnds = drive, SenseEnds = sense } };
        var tile = Weights.Tile(24, 8, 3);
        var signal = Enumerable.Repeat(1.0, 24).ToArray();
        var programmed = SignalConversion.Convert(tile, hardware, signal);
        var volts = Array.ConvertAll(signal, s => s * hardware.InputVoltage);
        var currents = NodalAnalysis.Solve(
            24, tile.Layout.BitLines, [.. programmed.Conductances.Select(g => (double)g)], hardware.Resistances, volts, Runtime.Devices.Device.Of(hardware), 1e-15).ColumnCurrents;
        for (var j = 0; j < currents.Length; j++)
        {
            var ideal = Enumerable.Range(0, 24).Sum(i => volts[i] * (programmed.Window.Floor + (programmed.Range * tile.Target.Values[(i * currents.Length) + j])));
            Assert.Equal(1, currents[j] / ideal, 1e-5);
        }
    }
}
