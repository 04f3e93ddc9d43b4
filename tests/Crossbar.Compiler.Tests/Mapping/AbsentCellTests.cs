using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Compiler.Tests.Mapping;

/// <summary>Toeplitz arrays have devices only where an output's window has a pixel, whatever is done to devices.</summary>
public sealed class AbsentCellTests : IDisposable
{
    private static readonly CompilerOptions Toeplitz = new() { Mapping = new() { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 }, Hardware = new() { WireResistance = 3 } };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public void A_device_is_where_an_output_depends_on_a_pixel(int seed)
    {
        var c = ConvolutionCase.Create(seed, maxSize: 2);
        var ones = new float[c.Weights.Length];
        Array.Fill(ones, 1);
        foreach (var tile in LayerMapping.Map(0, c.Digital(), c.Input, Toeplitz.Mapping).Tiles)
        {
            for (var i = 0; i < tile.RowCount; i++)
            {
                // The convolution of a single bright pixel with kernels of ones, by definition.
                var pixel = new float[c.Input.Length];
                pixel[(tile.Group * tile.RowCount) + i] = 1;
                var reached = Reference.Convolve(c.Window, c.Input, c.Output, c.Groups, pixel, ones, new float[c.Bias.Length]);
                for (var j = 0; j < tile.OutputCount; j++)
                {
                    Assert.Equal(reached[tile.FirstOutput + j] == 0, tile.Target.IsAbsent((i * tile.OutputCount) + j));
                    Assert.Equal(reached[tile.FirstOutput + j] == 0, tile.Target.IsAbsent(((tile.RowCount + i) * tile.OutputCount) + j));
                }
            }
        }
    }

    [Fact]
    public void A_weight_that_happens_to_be_zero_has_its_devices()
    {
        var c = ConvolutionCase.Create(5, maxSize: 2);
        var mapped = LayerMapping.Map(0, c.Digital(), c.Input, Toeplitz.Mapping);
        var zero = LayerMapping.Map(0, c.Digital() with { Weights = [.. new float[c.Weights.Length]] }, c.Input, Toeplitz.Mapping);
        Assert.Equal(mapped.Tiles[0].Target.Absent, zero.Tiles[0].Target.Absent);
        Assert.Contains(false, zero.Tiles[0].Target.Absent!);
    }

    public static TheoryData<string, CompilerOptions> Ways => new()
    {
        { "None", Toeplitz with { Conversion = Toeplitz.Conversion with { Method = ConversionMethod.None } } },
        { "MaxInput", Toeplitz with { Conversion = Toeplitz.Conversion with { Method = ConversionMethod.MaxInput } } },
        { "Signal", Toeplitz with { Conversion = Toeplitz.Conversion with { Method = ConversionMethod.Signal } } },
        { "Exact", Toeplitz },
        { "levels", Toeplitz with { Conversion = Toeplitz.Conversion with { ConductanceLevels = 8 } } },
        { "errors", Toeplitz with { Variation = Toeplitz.Variation with { ProgrammingSigma = 2e-6, Seed = 3 } } },
        { "stuck", Toeplitz with { Variation = Toeplitz.Variation with { StuckOnRate = 0.3, StuckOffRate = 0.3, Seed = 3 } } },
        { "nonlinear", Toeplitz with { Hardware = Toeplitz.Hardware with { Nonlinearity = 2 } } },
        { "natural order", Toeplitz with { Conversion = Toeplitz.Conversion with { LineOrder = LineOrder.Natural }, Mapping = Toeplitz.Mapping with { Scale = WeightScale.Array } } },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_device_comes_where_there_is_none_and_none_goes(string way, CompilerOptions options)
    {
        var network = Compile(options);
        var array = network.Layers[0].Arrays[0].Programmed;
        var target = array.Target;
        var (least, most) = ((float)options.Hardware.MinConductance, (float)options.Hardware.MaxConductance);
        for (var k = 0; k < array.Conductances.Length; k++)
        {
            var conductance = array.Conductances[k];
            Assert.Equal(target.IsAbsent(k), CellStates.IsAbsent(array.States.AsSpan(), k));
            if (target.IsAbsent(k))
                Assert.Equal(0, conductance);
            if (!target.IsAbsent(k) && options.Variation.ProgrammingSigma == 0)
                Assert.True(conductance >= least && conductance <= most, $"{way}: {conductance}");
        }

        // What the runtime sees, and a chip of it with errors of its own.
        var stored = network.Layers[0].Layer.Tiles[0];
        Assert.Equal(array.Conductances, stored.Conductances);
        Assert.Equal(array.States, stored.States);
        var chip = CellErrors.Apply(stored.Conductances.AsSpan(), stored.States.AsSpan(), network.Design.Hardware, new CrossbarOptions { ProgrammingSigma = 1e-6, StuckOnRate = 0.2 }, 0, 0);
        Assert.All(Enumerable.Range(0, chip.Length).Where(target.IsAbsent), k => Assert.Equal(0, chip[k]));
        Assert.True(Enumerable.Range(0, chip.Length).Count(k => !target.IsAbsent(k) && chip[k] != stored.Conductances[k]) > 0.9 * network.DeviceCount);
        Assert.Equal(target.Absent!.Count(absent => !absent), network.DeviceCount);
    }

    // Wires still carry a little current past an absent cell, which nothing there can undo.
    [Fact]
    public void Exact_conversion_meets_every_target_that_has_a_device()
    {
        var array = Compile(Toeplitz).Layers[0].Arrays[0].Programmed;
        for (var k = 0; k < array.Transfer.Length; k++)
        {
            var wanted = array.Target.TransferOf(k, array.Window);
            Assert.InRange(Math.Abs(array.Transfer[k] - wanted), 0, (array.Target.IsAbsent(k) ? 5e-4 : 1e-5) * array.Window.Range);
        }
    }

    [Fact]
    public void A_fault_where_no_device_is_does_no_harm()
    {
        var tile = LayerMapping.Map(0, TestConvolution(), new Runtime.Layers.TensorShape(1, 5, 5), Toeplitz.Mapping).Tiles[0];
        var absent = Array.IndexOf(tile.Target.Absent!, true);
        var fault = new StuckCell(absent / tile.OutputCount, absent % tile.OutputCount, IsOn: true);
        var placed = FaultAvoidance.Place(tile, [[fault], []], 0);
        var programmed = Compiler.Conversion.IdealConversion.Convert(placed, new HardwareDesign { Resistances = ArrayResistances.None });
        Assert.All(Enumerable.Range(0, programmed.Conductances.Length), k => Assert.Equal(tile.Target.Absent![k], programmed.Conductances[k] == 0));
        Assert.Equal(0, programmed.Quality.WorstError, 1e-6);
    }

    [NgspiceTheory]
    [InlineData(NetlistCell.Resistor, 0, 0)]
    [InlineData(NetlistCell.Resistor, 800, 0)]
    [InlineData(NetlistCell.Nonlinear, 0, 2)]
    [InlineData(NetlistCell.Memristor, 0, 0)]
    public void Decks_have_an_element_per_device_and_no_more(NetlistCell cell, double access, double nonlinearity)
    {
        var design = TestNetworks.OneConvolution();
        var options = Toeplitz with
        {
            Netlist = Toeplitz.Netlist with { Cell = cell },
            Hardware = Toeplitz.Hardware with { AccessResistance = access, Nonlinearity = nonlinearity },
            Variation = Toeplitz.Variation with { ProgrammingSigma = 1e-7 },
        };
        var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network);
        Assert.All(ArrayFolder.Verify(_folder.Path), row => Assert.Equal("ok", row.Result));

        // A 3×3 window inside 5×5 pixels with a border of one: 13 taps along each side, 13² pairs, of each of two outputs.
        const int Devices = 13 * 13 * 2;
        foreach (var entry in NetlistIndex.Read(_folder.Path)!.Entries.Where(e => e.Kind == NetlistKind.Array))
        {
            Assert.Equal(Devices, entry.Cells);
            Assert.Equal(Devices, File.ReadLines(_folder[entry.File]).Count(line => line.Length > 3 && line[1..3] == "g_"));
        }
    }

    // The figures of docs/netlists.md.
    [Fact]
    public void A_convolution_of_ten_by_ten_pixels_needs_a_tenth_of_its_places()
    {
        var (images, _) = TestNetworks.DrawnDigits();
        var network = NetworkCompiler.Compile(TestNetworks.Digits(), images, Toeplitz with { Hardware = Toeplitz.Hardware with { WireResistance = 1 } });
        var array = network.Layers[0].Arrays[0].Programmed;
        Assert.Equal((100, 256, 2), (array.RowCount, array.Layout.BitLines, array.Layout.ArrayCount));
        Assert.Equal(51_200, array.Conductances.Length);
        Assert.Equal(2 * 64 * 9 * 4, array.DeviceCount);
        var sneaked = Enumerable.Range(0, array.Transfer.Length).Where(array.Target.IsAbsent).Max(k => Math.Abs(array.Transfer[k])) / array.Window.Range;
        Assert.InRange(sneaked, 1e-5, 5e-4);
    }

    private static CompiledNetwork Compile(CompilerOptions options)
    {
        var design = TestNetworks.OneConvolution();
        return NetworkCompiler.Compile(design, TestNetworks.Images(design, 4), options);
    }

    private static Runtime.Layers.Convolution TestConvolution() => (Runtime.Layers.Convolution)TestNetworks.OneConvolution().Layers[0];
}
