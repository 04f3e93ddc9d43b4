using System.Collections.Immutable;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Programming;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>A check between stages lets through what the stages make, and nothing that lacks what must hold.</summary>
public sealed class StageChecksTests
{
    private static readonly CompilerOptions Options = new() { Mapping = new() { MaxRows = 24, MaxColumns = 8 } };

    private static readonly NetworkDesign Software = SmallNetwork.Create();

    public static TheoryData<string, Func<MappedTile, MappedTile>> BrokenTiles => new()
    {
        { "its cells stand for", tile => tile with { Weights = [tile.Weights[0] + 1, .. tile.Weights[1..]] } },
        { "holds", tile => tile with { FirstOutput = tile.FirstOutput + 1 } },
        { "a target lies outside", tile => tile with { Target = tile.Target with { Values = [1.5, .. tile.Target.Values[1..]] } } },
        { "another number of cells", tile => tile with { Target = tile.Target with { Values = tile.Target.Values[1..] } } },
        { "its lines are in no order", tile => tile with { Layout = tile.Layout with { RowOrder = [.. Enumerable.Repeat(0, tile.RowCount)] } } },
    };

    public static TheoryData<string, Func<ProgrammedArray, ProgrammedArray>> BrokenArrays => new()
    {
        { "has 1 S", array => Copy(array, [1, .. array.Conductances[1..]], array.States, array.Transfer) },
        { "should not be", array => Copy(array, array.Conductances, [CellState.Absent, .. new CellState[array.Conductances.Length - 1]], array.Transfer) },
        { "a transfer conductance is no number", array => Copy(array, array.Conductances, array.States, [double.NaN, .. array.Transfer[1..]]) },
        { "its range is empty", array => array with { Window = array.Window with { Range = 0 } } },
        { "it stands in another place", array => array with { FirstOutput = array.FirstOutput + 1 } },
    };

    [Theory]
    [MemberData(nameof(BrokenTiles))]
    public void A_mapping_that_lost_something_does_not_pass(string fault, Func<MappedTile, MappedTile> spoil)
    {
        var mapped = NetworkMapping.Map(Software, Options.Mapping);
        Assert.All(mapped, StageChecks.Mapped);
        var layer = mapped[0];
        Fails(fault, "mapping", () => StageChecks.Mapped(layer with { Tiles = layer.Tiles.SetItem(0, spoil(layer.Tiles[0])) }));
    }

    [Fact]
    public void A_mapping_without_one_of_its_tiles_does_not_pass()
    {
        var layer = NetworkMapping.Map(Software, Options.Mapping).First(l => l.Tiles.Length > 1);
        Fails("a weight has no place", "mapping", () => StageChecks.Mapped(layer with { Tiles = layer.Tiles.RemoveAt(1) }));
    }

    [Theory]
    [MemberData(nameof(BrokenArrays))]
    public void An_array_that_no_chip_can_have_does_not_pass(string fault, Func<ProgrammedArray, ProgrammedArray> spoil)
    {
        var hardware = Options.ToHardware();
        var layer = NetworkMapping.Map(Software, Options.Mapping)[0];
        var arrays = Programmed(layer, hardware);
        StageChecks.Programmed(layer, arrays, Options.Variation, hardware);
        Fails(fault, "programming", () => StageChecks.Programmed(layer, arrays.SetItem(0, spoil(arrays[0])), Options.Variation, hardware));
    }

    [Fact]
    public void A_column_without_a_range_or_readout_does_not_pass()
    {
        var network = NetworkCompiler.Compile(Software, SmallNetwork.Images(2), Options);
        Fails("an ADC's range is empty", "calibration", () => StageChecks.Calibrated(With(network, columns => columns.SetItem(0, columns[0] with { AdcMaximum = columns[0].AdcMinimum }))));
        Fails("a column's readout is no number", "calibration", () => StageChecks.Calibrated(With(network, columns => columns.SetItem(0, columns[0] with { FitGain = float.NaN }))));
        Fails("a column has no readout", "calibration", () => StageChecks.Calibrated(With(network, columns => columns.RemoveAt(0))));
        Fails("a layer is missing", "calibration", () => StageChecks.Calibrated(new CompiledNetwork(network.Software, network.Design.Hardware, network.Layers.RemoveAt(0))));
    }

    [Fact]
    public void A_conversion_that_lost_something_does_not_pass()
    {
        var hardware = Options.ToHardware();
        var layer = NetworkMapping.Map(Software, Options.Mapping)[0];
        var tiles = NetworkConversion.Convert(layer, [.. layer.Tiles], null, Options, hardware, null, (_, tile) => tile);
        for (var t = 0; t < tiles.Length; t++)
            StageChecks.Converted(layer, t, tiles[t], hardware);
        Fails("it stands in another place", "conversion", () => StageChecks.Converted(layer, 0, tiles[1], hardware));
        Check("beyond the devices' range", tile => tile with { Conductances = [1, .. tile.Conductances[1..]] });
        Check("a transfer conductance is no number", tile => tile with { Transfer = [double.NaN, .. tile.Transfer[1..]] });
        Check("its range is empty", tile => tile with { Window = tile.Window with { Range = 0 } });
        Check("its weights are others", tile => tile with { Mapped = tile.Mapped with { Weights = [7, .. tile.Mapped.Weights[1..]] } });

        void Check(string fault, Func<ConvertedTile, ConvertedTile> spoil) =>
            Fails(fault, "conversion", () => StageChecks.Converted(layer, 0, spoil(tiles[0]), hardware));
    }

    [Fact]
    public void A_programmed_layer_without_one_of_its_arrays_does_not_pass()
    {
        var hardware = Options.ToHardware();
        var layer = NetworkMapping.Map(Software, Options.Mapping)[0];
        var arrays = Programmed(layer, hardware);
        Fails("an array is missing", "programming", () => StageChecks.Programmed(layer, arrays.RemoveAt(0), Options.Variation, hardware));
    }

    private static ImmutableArray<ProgrammedArray> Programmed(MappedLayer layer, HardwareDesign hardware) =>
        NetworkConversion.Convert(layer, [.. layer.Tiles], null, Options, hardware, null, (t, tile) => ArrayProgrammer.Program(layer, t, tile, Options.Variation, hardware));

    private static CompiledNetwork With(CompiledNetwork network, Func<ImmutableArray<ColumnReadout>, ImmutableArray<ColumnReadout>> change)
    {
        var layer = network.Layers[0];
        var array = layer.Arrays[0];
        var spoilt = new CompiledArray(array.Programmed, layer.Unrolled, array.Tile.InputRange, change(array.Tile.Columns));
        return new CompiledNetwork(
            network.Software, network.Design.Hardware,
            network.Layers.SetItem(0, new CompiledLayer(layer.Unrolled, layer.Arrays.SetItem(0, spoilt), layer.Samples, layer.Converters)));
    }

    private static ProgrammedArray Copy(ProgrammedArray array, ImmutableArray<float> conductances, ImmutableArray<CellState> states, ImmutableArray<double> transfer) =>
        new(array.Layout, conductances, states, transfer)
        {
            Rows = array.Rows,
            FirstOutput = array.FirstOutput,
            Weights = array.Weights,
            Target = array.Target,
            Window = array.Window,
            Quality = array.Quality,
            Outcome = array.Outcome,
        };

    private static void Fails(string fault, string stage, Action check)
    {
        var failure = Assert.Throws<InvalidOperationException>(check);
        Assert.StartsWith($"A fault of the {stage} stage: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
    }
}
