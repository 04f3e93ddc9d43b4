using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Conversion;

public sealed class NonlinearConversionTests
{
    private const int Rows = 40;
    private const int Outputs = 12;
    private const int Windows = 300;

    private static readonly CompilerOptions Options = new()
    {
        Hardware = new() { Nonlinearity = 3, WireResistance = 10 },
        Converters = new() { DacBits = 0, AdcBits = 0 },
        Conversion = new() { LineOrder = LineOrder.Natural },
    };

    private static readonly HardwareDesign Hardware = Options.ToHardware();

    // What the conversion promises: under its signal every column passes k·Gᵀ·V, by Newton's method on all node voltages.
    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void Under_its_signal_every_column_of_sinh_cells_passes_its_ideal_current(double access)
    {
        var hardware = Hardware with { Resistances = Hardware.Resistances with { Access = access } };
        var tile = Weights.Tile(12, 5, 1);
        var signal = Enumerable.Range(0, 12).Select(i => 0.3 + (0.05 * i)).ToArray();
        var programmed = SignalConversion.Convert(tile, hardware, signal);
        Assert.Equal(0, programmed.Impossible.Count);
        Assert.All(programmed.Conductances, g => Assert.InRange(g, hardware.MinConductance, hardware.MaxConductance));
        var volts = Array.ConvertAll(signal, s => s * hardware.InputVoltage);
        var currents = NodalAnalysis.Solve(
            12, 6, [.. programmed.Conductances.Select(g => (double)g)], hardware.Resistances, volts, new SinhDevice(3, 0.2), 1e-14).ColumnCurrents;
        for (var j = 0; j < 6; j++)
        {
            var ideal = Enumerable.Range(0, 12).Sum(i => volts[i] * Target(programmed, (i * 6) + j));
            Assert.Equal(1, currents[j] / ideal, 1e-6);
        }
    }

    // The current, over voltage, that a cell of 1 S at full scale passes without wires, and so what a siemens of target counts as.
    [Fact]
    public void A_siemens_counts_as_the_greatest_secant_of_the_signal()
    {
        var programmed = SignalConversion.Convert(Weights.Tile(3, 2, 1), Hardware, [0.5, 1, 0.1]);
        var expected = 0.2 * Math.Sinh(3 * 0.4) / Math.Sinh(3 * 0.2) / 0.4;
        Assert.Equal(expected, programmed.Secant.Factor, 1e-12);
        Assert.Equal(expected * Hardware.MinConductance, programmed.Window.Floor, 1e-18);
    }

    // Σ V·i(V)/Σ V² by hand for two voltages.
    [Fact]
    public void The_secant_of_data_is_the_slope_of_the_least_squares_line_through_0()
    {
        double I(double v) => 0.2 * Math.Sinh(3 * v) / Math.Sinh(0.6);
        Assert.Equal(((0.1 * I(0.1)) + (0.3 * I(0.3))) / (0.01 + 0.09), CellSecant.Of([0.1, 0.3], Hardware).Factor, 1e-12);
        Assert.Equal(3 * 0.2 / Math.Sinh(0.6), CellSecant.Of([0, 0], Hardware).Factor, 1e-12);
        Assert.Equal(1, CellSecant.Of([0.1, 0.3], Hardware with { Nonlinearity = 0 }).Factor);
    }

    // On windows that the correction has not seen, against Gᵀ·V.
    [Theory]
    [InlineData(MappingScheme.Dense)]
    [InlineData(MappingScheme.Differential)]
    [InlineData(MappingScheme.SignedInput)]
    public void Each_conversion_comes_closer_to_the_target_on_data_that_it_has_not_seen(MappingScheme mapping)
    {
        var options = Options with { Mapping = Options.Mapping with { Scheme = mapping } };
        var (layer, seen, unseen) = (Layer(options), Samples(1), Samples(2));
        double Error(CompilerOptions changed) => ErrorOf(layer, TileConverter.Convert(layer, layer.Tiles[0], seen, changed, Hardware), unseen, changed);
        var none = Error(options with { Conversion = options.Conversion with { Method = ConversionMethod.None } });
        var signal = Error(options with { Conversion = options.Conversion with { Method = ConversionMethod.MaxInput } });
        var exact = Error(options);
        Assert.True(signal < 0.7 * none, $"{signal} {none}");
        Assert.True(exact < 0.9 * signal, $"{exact} {signal}");
    }

    [Fact]
    public void The_correction_lowers_the_error_and_says_by_how_much_and_stays_in_range()
    {
        var (layer, samples) = (Layer(Options), Samples(1));
        var corrected = TileConverter.Convert(layer, layer.Tiles[0], samples, Options, Hardware);
        Assert.All(corrected.Conductances, g => Assert.InRange(g, Hardware.MinConductance, Hardware.MaxConductance));
        Assert.InRange(corrected.Quality.WorstError, 0, 2e-5);
        var quality = corrected.Correction!;
        Assert.InRange(quality.MeanAfter, 0, 0.9 * quality.MeanBefore);
        Assert.InRange(quality.Rounds, 2, 8);
        Assert.Equal(quality.MeanAfter, MeanErrorOf(layer, corrected, samples), 1e-3 * quality.MeanAfter);
    }

    // A table of the sinh, made asymmetric; and a published polynomial whose shape depends on the conductance. A pair's second array sees -V.
    [Theory]
    [InlineData(MappingScheme.Dense, false)]
    [InlineData(MappingScheme.Differential, false)]
    [InlineData(MappingScheme.SignedInput, false)]
    [InlineData(MappingScheme.Dense, true)]
    [InlineData(MappingScheme.SignedInput, true)]
    public void Laws_of_devices_are_corrected_as_well_as_a_sinh(MappingScheme mapping, bool isPublished)
    {
        var sinh = new SinhDevice(3, 0.2);
        var table = new TableCurrent([.. Enumerable.Range(-20, 41).Select(k => (k * 0.025, (k < 0 ? 0.9 : 1) * sinh.Current(1, k * 0.025)))]);
        var laws = isPublished ? DeviceCatalog.Devices.Find("rram-milo-2021")!.Laws
            : new DeviceLaws { Name = "mine", MinConductance = Hardware.MinConductance, MaxConductance = Hardware.MaxConductance, Current = table };
        var hardware = Hardware with { Nonlinearity = 0, Device = laws, MinConductance = laws.MinConductance, MaxConductance = laws.MaxConductance };
        var options = Options with { Mapping = Options.Mapping with { Scheme = mapping } };
        var (layer, samples) = (Layer(options), Samples(1));
        var ofSinh = TileConverter.Convert(layer, layer.Tiles[0], samples, options, Hardware).Correction!;
        var corrected = TileConverter.Convert(layer, layer.Tiles[0], samples, options, hardware);
        Assert.True(corrected.IsConverged);
        Assert.All(corrected.Conductances, g => Assert.InRange(g, (float)hardware.MinConductance, (float)hardware.MaxConductance));
        // What is even in V cancels between columns that see the same voltages, but adds up in a pair of arrays: 0.8 % there, which no conductance makes up for.
        Assert.InRange(corrected.Correction!.MeanAfter, 0, isPublished && mapping == MappingScheme.SignedInput ? 0.01 : 1.2 * ofSinh.MeanAfter);
        Assert.True(corrected.Correction!.MeanAfter < corrected.Correction!.MeanBefore);
    }

    [Theory]
    [InlineData("rram-milo-2021")]
    [InlineData(null)]
    public void What_a_conductance_counts_as_has_an_inverse(string? name)
    {
        var hardware = name is null ? Hardware : Hardware with { Nonlinearity = 0, Device = DeviceCatalog.Devices.Find(name)!.Laws, MinConductance = 50e-6, MaxConductance = 225e-6 };
        var secant = CellSecant.Of([0.1, 0.3, 0.4], hardware, arrays: 2);
        foreach (var conductance in new[] { 1e-5, 50e-6, 61e-6, 133e-6, 225e-6, 3e-4 })
        {
            for (var array = 0; array < 2; array++)
            {
                Assert.Equal(conductance, secant.Inverse(secant.Of(conductance, array), array), 1e-15);
                if (name is not null && conductance is 61e-6 or 133e-6)
                    Assert.Equal(Expected(Device.Of(hardware), conductance, array == 0 ? 1 : -1), secant.Of(conductance, array), 2e-8);
            }
        }

        static double Expected(IDevice device, double conductance, int sign) =>
            new[] { 0.1, 0.3, 0.4 }.Sum(v => v * sign * device.Current(conductance, sign * v)) / 0.26;
    }

    // Cells that do not conduct tell nothing of their rows: the prior leaves them as they were matched.
    [Fact]
    public void Rows_that_the_data_do_not_drive_are_left_as_they_were_matched()
    {
        var (layer, samples) = (Layer(Options), Samples(1));
        var dark = samples.Windows.ToArray();
        dark.AsSpan(7 * Windows, Windows).Clear();
        var changed = samples with { Windows = dark, SoftwareWindows = dark };
        var corrected = TileConverter.Convert(layer, layer.Tiles[0], changed, Options, Hardware);
        var volts = RowVoltages.Of(layer.Rows, changed, Options.Converters, Hardware).OnWordLines(layer.Rows[0], layer.Tiles[0].Layout, 0, Windows);
        var secant = CellSecant.Of(volts, Hardware).Factor;
        var linearised = Hardware with { MinConductance = secant * Hardware.MinConductance, MaxConductance = secant * Hardware.MaxConductance, Nonlinearity = 0 };
        var matched = Exact.Convert("layer", layer.Tiles[0], linearised);
        for (var j = 0; j <= Outputs; j++)
        {
            var cell = (7 * (Outputs + 1)) + j;
            Assert.Equal(1, corrected.Conductances[cell] * secant / matched.Conductances[cell], 1e-6);
        }
    }

    [Fact]
    public void Stuck_cells_stay_stuck()
    {
        var layer = Layer(Options);
        var faulty = layer.Tiles[0] with { Faults = [[new StuckCell(3, 2, true), new StuckCell(8, 5, false)]] };
        var corrected = TileConverter.Convert(layer, faulty, Samples(1), Options, Hardware);
        Assert.Equal(1, corrected.Conductances[(3 * (Outputs + 1)) + 2] / Hardware.MaxConductance, 1e-6);
        Assert.Equal(1, corrected.Conductances[(8 * (Outputs + 1)) + 5] / Hardware.MinConductance, 1e-6);
    }

    [Fact]
    public void An_impossible_target_is_an_error_that_speaks_of_the_chip_itself()
    {
        var layer = Layer(Options);
        var hardware = Hardware with { Resistances = new ArrayResistances(1000, 1000, 1000, 1000) };
        var failure = Assert.Throws<CompilationException>(() => TileConverter.Convert(layer, layer.Tiles[0], Samples(1), Options, hardware));
        Reported.Only(Descriptors.Infeasible, failure.Diagnostics);
        Assert.Contains("instead of 1E+03 Ω", failure.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finite_levels_are_levels_for_nonlinear_cells_too()
    {
        var (layer, samples) = (Layer(Options), Samples(1));
        var rounded = TileConverter.Convert(layer, layer.Tiles[0], samples, Options with { Conversion = Options.Conversion with { ConductanceLevels = 32 } }, Hardware);
        var step = (Hardware.MaxConductance - Hardware.MinConductance) / 31;
        Assert.All(rounded.Conductances, g => Assert.Equal(0, Math.IEEERemainder(g - Hardware.MinConductance, step), 1e-11));
        // Each cell's rounding error is below half a step of 31 in a range of less than that; it adds up as independent errors at most.
        Assert.InRange(MeanErrorOf(layer, rounded, samples), 0, 0.05);
    }

    private static double Target(ConvertedTile tile, int cell) => tile.Window.Floor + (tile.Range * tile.Mapped.Target.Values[cell]);

    private static MappedLayer Layer(CompilerOptions options) =>
        LayerMapping.Map(0, Weights.Dense(Rows, Outputs, Weights.Normal(Rows * Outputs, 1)), new TensorShape(Rows), options.Mapping with { MaxRows = 0, MaxColumns = 0 });

    // Rows of different height, half of all activations 0, as behind a ReLU.
    private static LayerSamples Samples(int seed)
    {
        var random = new Random(seed);
        var windows = new float[Rows * Windows];
        for (var k = 0; k < windows.Length; k++)
            windows[k] = (0.2f + (k / Windows / (float)Rows)) * Math.Max(0, (2 * random.NextSingle()) - 1);
        return new LayerSamples(Rows, Windows, 10, windows, windows);
    }

    private static double ErrorOf(MappedLayer layer, ConvertedTile tile, LayerSamples samples, CompilerOptions options) =>
        Math.Sqrt(Errors(layer, tile, samples, options).Average(e => e.Error * e.Error));

    private static double MeanErrorOf(MappedLayer layer, ConvertedTile tile, LayerSamples samples) =>
        Errors(layer, tile, samples, Options).Average(e => Math.Abs(e.Error));

    // (actual − ideal)/(max − min of the ideal signed values) for every output and window (docs/conversion.md), by Newton's method window by window.
    private static IEnumerable<(int Output, double Error)> Errors(MappedLayer layer, ConvertedTile tile, LayerSamples samples, CompilerOptions options)
    {
        var layout = tile.Mapped.Layout;
        var volts = RowVoltages.Of(layer.Rows, samples, options.Converters, Hardware).OnWordLines(layer.RowsOf(tile.Mapped), layout, 0, Windows);
        var cells = Rows * layout.BitLines;
        var (actual, ideal) = (new double[Outputs, Windows], new double[Outputs, Windows]);
        for (var n = 0; n < Windows; n++)
        {
            var v = volts.AsSpan(n * Rows, Rows);
            var lines = new double[layout.ArrayCount][];
            for (var a = 0; a < lines.Length; a++)
            {
                lines[a] = [.. NodalAnalysis.Solve(
                    Rows, layout.BitLines, [.. tile.Conductances.AsSpan(a * cells, cells).ToArray().Select(g => (double)g)], Hardware.Resistances, v,
                    new SinhDevice(Hardware.Nonlinearity, Hardware.SenseVoltage), 1e-12).ColumnCurrents];
            }

            for (var j = 0; j < Outputs; j++)
            {
                actual[j, n] = layout.Subtraction switch
                {
                    CurrentSubtraction.ReferenceColumn => lines[0][j] - lines[0][Outputs],
                    CurrentSubtraction.ColumnPair => lines[0][2 * j] - lines[0][(2 * j) + 1],
                    _ => lines[0][j] - lines[1][j],
                };
                for (var i = 0; i < Rows; i++)
                    ideal[j, n] += v[i] * tile.ScaleOf(j) * layer.Source.Weights[(j * Rows) + i];
            }
        }

        for (var j = 0; j < Outputs; j++)
        {
            var values = Enumerable.Range(0, Windows).Select(n => ideal[j, n]).ToArray();
            for (var n = 0; n < Windows; n++)
                yield return (j, (actual[j, n] - ideal[j, n]) / (values.Max() - values.Min()));
        }
    }
}
