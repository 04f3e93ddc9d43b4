using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Studies;

namespace Crossbar.Compiler.Tests.Conversion;

/// <summary>Where the order of lines that promises most does not reach the goal, others are tried before anybody is warned.</summary>
public sealed class ArrangementTests
{
    // Wires as bad as these leave a percent of the range; which order then converges is a matter of luck.
    private static readonly CompilerOptions Options = new()
    {
        Hardware = new() { WireResistance = 2500, InputResistance = 2500, OutputResistance = 2500, MinConductance = 0 },
        Mapping = new() { MaxRows = 0, MaxColumns = 0 },
    };

    private static readonly HardwareDesign Hardware = Options.ToHardware();

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Another_arrangement_is_exact_where_the_best_ordered_one_is_not(int seed, bool isNatural)
    {
        var layer = LayerMapping.Map(0, Mapping.Weights.Dense(24, 24, Transposed(SyntheticKernel.Weights(KernelKind.Gaussian, 24, 24, seed), 24)), new TensorShape(24), Options.Mapping);
        var tile = Assert.Single(layer.Tiles);
        Assert.False(ExactConversion.Find(LineOrdering.Arrange(tile, Hardware), Hardware).Best is { IsConverged: true });
        Assert.Equal(isNatural, ExactConversion.Find(tile, Hardware).Best is { IsConverged: true });

        var programmed = TileConverter.Convert(layer, tile, null, Options, Hardware);
        Assert.True(programmed.IsConverged);
        Assert.Equal(!isNatural, programmed.Mapped.Target.ColumnScales.Any(scale => scale < 0));
        var transfer = new double[programmed.Conductances.Length];
        TransferMatrix.Solve(24, tile.Layout.BitLines, [.. programmed.Conductances.Select(g => (double)g)], Hardware.Resistances, transfer);
        for (var k = 0; k < transfer.Length; k++)
            Assert.Equal(programmed.Window.Floor + (programmed.Range * programmed.Mapped.Target.Values[k]), transfer[k], 1.001e-5 * programmed.Range);
    }

    private static float[] Transposed(float[] weights, int side) => [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % side * side) + (k / side)])];
}
