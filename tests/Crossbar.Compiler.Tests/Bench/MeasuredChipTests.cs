using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Tests.Bench;

public sealed class MeasuredChipTests
{
    private static readonly CompilerOptions Tiled = new() { Mapping = new() { MaxRows = 20, MaxColumns = 6 } };

    public static TheoryData<MappingScheme, NetlistCell, double> Kinds()
    {
        var kinds = new TheoryData<MappingScheme, NetlistCell, double>();
        foreach (var scheme in Enum.GetValues<MappingScheme>())
        {
            foreach (var (cell, nonlinearity) in new[] { (NetlistCell.Resistor, 0.0), (NetlistCell.Memristor, 0), (NetlistCell.Nonlinear, 2), (NetlistCell.Memristor, 2) })
                kinds.Add(scheme, cell, nonlinearity);
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_programmed_and_read_back_unchanged_gives_the_same_bytes(MappingScheme scheme, NetlistCell cell, double nonlinearity)
    {
        using var chip = new BenchChip(TestNetworks.EveryCircuit(), new CompilerOptions
        {
            Mapping = new() { Scheme = scheme }, Hardware = new() { Nonlinearity = nonlinearity }, Netlist = new() { Cell = cell },
        });
        Assert.Equal(chip.OutputsOf(chip.Design), chip.OutputsOf(chip.Measured()));
    }

    // Conversions that look at samples, lines in other places, several tiles, groups, known faults and spare columns.
    [Fact]
    public void So_do_levels_digital_offsets_tiles_faults_and_spare_columns()
    {
        using var folder = new TemporaryFolder();
        var faults = folder.Write("faults.csv", "0,3,1,on\n2,4,2,off\n");
        using var chip = new BenchChip(SmallNetwork.Create(), Tiled with
        {
            Mapping = Tiled.Mapping with { FaultMap = faults, SpareColumns = 2, Copies = 2, OffsetSubtraction = OffsetSubtraction.Digital },
            Conversion = new() { ConductanceLevels = 16 },
        });
        Assert.Equal(chip.OutputsOf(chip.Design), chip.OutputsOf(chip.Measured()));
        // What cannot be programmed is listed as a fault map has it.
        Assert.Equal([new StuckCell(3, 1, true)], FaultMap.Read(chip.FileOf(BenchFolder.StuckFile)).Of(0).ToArray());
        Assert.Equal([new StuckCell(4, 2, false)], FaultMap.Read(chip.FileOf(BenchFolder.StuckFile)).Of(2).ToArray());
    }

    [Fact]
    public void A_place_without_a_device_is_an_empty_field()
    {
        using var chip = new BenchChip(TestNetworks.OneConvolution(), new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Toeplitz } });
        var array = chip.Design.Layers[0].Arrays[0].Programmed;
        var fields = File.ReadAllLines(chip.FileOf("layer00_tile000_array1.csv")).Where(line => line[0] != '#').SelectMany(line => line.Split(',')).ToArray();
        Assert.Equal(array.States.Skip(fields.Length).Select(state => state == CellState.Absent), fields.Select(field => field.Length == 0));
        Assert.Contains("", fields);
    }

    [Fact]
    public void The_index_says_which_line_is_what()
    {
        using var chip = new BenchChip(SmallNetwork.Create(), Tiled with { Mapping = Tiled.Mapping with { Scheme = MappingScheme.Differential, SpareColumns = 1 }, Conversion = new() { LineOrder = LineOrder.Natural } });
        var lines = File.ReadAllLines(chip.FileOf("index.csv")).Where(line => line[0] != '#').ToArray();
        Assert.Equal("file,array,layer,tile,half,rows,columns,tolerance,deviation,word_lines,bit_lines,layer_name", lines[0]);
        Assert.StartsWith("layer00_tile002.csv,2,0,2,0,13,7,", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",14 15 16 17 18 19 20 21 22 23 24 25 26,0+ 0- 1+ 1- 2+ 2- spare,first", lines[3], StringComparison.Ordinal);
        Assert.Equal(chip.Design.ArrayCount, lines.Length - 1);
    }

    [Fact]
    public void Copies_of_a_line_are_called_the_same()
    {
        using var chip = new BenchChip(SmallNetwork.Create(), Tiled with { Mapping = Tiled.Mapping with { Copies = 2, MaxColumns = 8 }, Conversion = new() { LineOrder = LineOrder.Natural } });
        var first = File.ReadAllLines(chip.FileOf("index.csv")).First(line => line.StartsWith("layer00_tile000", StringComparison.Ordinal));
        Assert.Contains(",0 0 1 1 2 2 ref ref,first", first, StringComparison.Ordinal);
    }

    // Each by itself: every cell of a column with the worst of signs is then off by half a step.
    [Fact]
    public void Cells_within_the_tolerance_put_no_code_off_by_more_than_half_a_step()
    {
        using var chip = new BenchChip(SmallNetwork.Create(), Tiled with { Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 } });
        foreach (var (entry, _) in BenchFolder.Arrays(chip.Design))
        {
            var layer = chip.Design.Layers[entry.Layer];
            var columns = layer.Arrays[entry.Tile].Tile.Columns;
            var step = columns.Min(column => new Adc(column.AdcRange, 8).Step);
            var devices = 2 * entry.Rows;
            Assert.Equal(step / 2, entry.Tolerance.Greatest!.Value * devices * chip.Options.Hardware.InputVoltage, 1e-9 * step);
            Assert.Equal(step / 2, entry.Tolerance.Deviation!.Value * Math.Sqrt(devices) * chip.Options.Hardware.InputVoltage, 1e-9 * step);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_measured_chip_is_calibrated_on_its_own_cells(double nonlinearity)
    {
        using var chip = new BenchChip(TestNetworks.EveryCircuit(), new CompilerOptions { Hardware = new() { Nonlinearity = nonlinearity } });
        var random = new Random(5);
        foreach (var (entry, _) in BenchFolder.Arrays(chip.Design))
            chip.Edit(entry.File, (line, _) => string.Join(',', line.Split(',').Select(g => (float.Parse(g, CultureInfo.InvariantCulture) * (0.8f + (0.2f * random.NextSingle()))).ToString(CultureInfo.InvariantCulture))));
        var measured = chip.Measured();
        foreach (var (entry, array) in BenchFolder.Arrays(measured))
            Assert.Equal(File.ReadAllLines(chip.FileOf(entry.File)).Where(line => line[0] != '#'), BenchFolder.Cells(array, entry.Half).Split('\n')[..^1]);
        // The same again: as a chip that is measured later, and calibrated with what was measured.
        var cells = measured.Layers.Select(layer => layer.Arrays.Select(array => Array.ConvertAll(array.Programmed.Conductances.ToArray(), g => (double)g)).ToArray()).ToArray();
        var again = NetworkCompiler.Recalibrate(chip.Design.OnChip((l, t) => cells[l][t]), TestNetworks.Images(chip.Design.Software, 6), chip.Options);
        Assert.Equal(chip.OutputsOf(again), chip.OutputsOf(measured));
        Assert.NotEqual(chip.OutputsOf(chip.Design), chip.OutputsOf(measured));
    }

    [Fact]
    public void Cells_that_were_not_read_are_what_the_option_says()
    {
        using var chip = new BenchChip(SmallNetwork.Create(), Tiled);
        var (unread, count) = (new[] { "", "NaN", " stuck ", "nan" }, 0);
        // One in a hundred.
        foreach (var (entry, _) in BenchFolder.Arrays(chip.Design))
            chip.Edit(entry.File, (line, _) => string.Join(',', line.Split(',').Select(g => ++count % 100 == 0 ? unread[count / 100 % 4] : g)));
        Assert.Equal(chip.OutputsOf(chip.Design), chip.OutputsOf(chip.Measured(UnreadableCells.Programmed)));
        Assert.True(count > 1000);
        foreach (var (option, state, conductance) in new[] { (UnreadableCells.StuckOff, CellState.StuckOff, 1 / 300e3f), (UnreadableCells.StuckOn, CellState.StuckOn, 1 / 15e3f) })
        {
            var measured = chip.Measured(option);
            var arrays = measured.Layers.SelectMany(layer => layer.Arrays).Select(array => array.Programmed).ToArray();
            Assert.Equal(count / 100, arrays.Sum(array => array.States.Count(s => s == state)));
            Assert.All(arrays.SelectMany(a => a.Conductances.Zip(a.States.IsEmpty ? new CellState[a.Conductances.Length] : [.. a.States])).Where(cell => cell.Second == state), cell => Assert.Equal(conductance, cell.First, 1e-10f));
            Assert.All(chip.Scores(measured), score => Assert.True(float.IsFinite(score)));
        }

        var errors = Assert.Throws<CompilationException>(() => chip.Measured()).Diagnostics;
        Assert.Equal(Math.Min(20, count / 100), errors.Length);
        Assert.All(errors, error => Assert.Equal(Descriptors.UnreadableCell, error.Descriptor));
        // The place is that of the field.
        var text = File.ReadAllLines(errors[1].File!)[errors[1].Line - 1];
        Assert.Equal(" stuck ", text[(errors[1].Column - 1)..].Split(',')[0]);
    }

    [Fact]
    public void In_an_array_of_one_column_an_empty_line_is_a_cell()
    {
        using var chip = new BenchChip(MatrixNetwork.Of(4, 1, [0.5, -1, 1, 0.25]), new CompilerOptions { Mapping = new() { OffsetSubtraction = OffsetSubtraction.Digital } });
        chip.Edit("layer00_tile000.csv", (line, k) => k == 2 ? "" : line);
        Assert.Equal(chip.OutputsOf(chip.Design), chip.OutputsOf(chip.Measured(UnreadableCells.Programmed)));
        var error = Reported.Only(Descriptors.UnreadableCell, () => chip.Measured());
        Assert.Equal((7, 1), (error.Line, error.Column));
    }

    // All at a tenth: still this chip. Rows upside down: hardly.
    [Fact]
    public void Cells_that_have_little_to_do_with_the_design_are_warned_of()
    {
        using var chip = new BenchChip(TestNetworks.Digits(), new CompilerOptions());
        var diagnostics = new DiagnosticBag();
        chip.Edit("layer01_tile000.csv", (line, _) => string.Join(',', line.Split(',').Select(g => (0.1 * double.Parse(g, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture))));
        chip.Measured(diagnostics: diagnostics);
        Assert.Empty(diagnostics.All);
        var cells = File.ReadAllLines(chip.FileOf("layer01_tile000.csv")).Where(line => line[0] != '#').Reverse().ToArray();
        chip.Edit("layer01_tile000.csv", (_, k) => cells[k]);
        chip.Measured(diagnostics: diagnostics);
        var warning = Assert.Single(diagnostics.All);
        Assert.Equal((Descriptors.UnlikelyMeasurement, chip.FileOf("layer01_tile000.csv")), (warning.Descriptor, warning.File));
    }
}
