namespace Crossbar.Compiler.Tests.Pipeline;

public sealed class RecalibrationTests
{
    private static readonly CompilerOptions Options = new() { Mapping = new() { MaxRows = 20, MaxColumns = 5 } };

    private static readonly float[][] Images = SmallNetwork.Images(10);

    // CrossbarOptions make the same chip at run time.
    [Fact]
    public void The_chip_is_the_one_that_the_options_describe()
    {
        var compiled = Compile(Options);
        var chip = new CrossbarOptions { ProgrammingSigma = 1e-6, StuckOnRate = 0.01, StuckOffRate = 0.02, Seed = 9 };
        var (atRunTime, onChip) = (new CrossbarNetwork(compiled.Design, chip), new CrossbarNetwork(compiled.OnChip(chip).Design));
        foreach (var image in SmallNetwork.Images(3, seed: 4))
            Assert.Equal(Scores(atRunTime, image), Scores(onChip, image));
    }

    // Of linear cells and of nonlinear ones, by themselves and with errors.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 1e-6)]
    public void The_chip_has_the_wires_that_the_options_describe(double nonlinearity, double sigma)
    {
        // What is said of no other ends stays: both ends are sensed here too.
        var options = Options with { Hardware = Options.Hardware with { Nonlinearity = nonlinearity, SenseEnds = LineEnds.Both } };
        var compiled = Compile(options);
        var wires = new CrossbarOptions { ActualWireResistance = 30, ActualColumnWireResistance = 10, ActualInputResistance = 200, ActualOutputResistance = 0, ProgrammingSigma = sigma };
        var chip = compiled.OnChip(wires);
        Assert.Equal(compiled.Design.Hardware.Resistances with { WordLine = 30, BitLine = 10, Input = 200, Output = 0 }, chip.Design.Hardware.Resistances);
        Assert.Equal(chip.Design.Hardware, NetworkCompiler.Recalibrate(chip, Images, options).Design.Hardware);
        var (asCompiled, atRunTime, onChip) = (new CrossbarNetwork(compiled.Design), new CrossbarNetwork(compiled.Design, wires), new CrossbarNetwork(chip.Design));
        foreach (var image in SmallNetwork.Images(3, seed: 4))
        {
            Assert.Equal(Scores(atRunTime, image), Scores(onChip, image));
            Assert.NotEqual(Scores(asCompiled, image), Scores(onChip, image));
        }
    }

    // Where wires take something from every cell, what is subtracted digitally for weight 0 is no longer the design's, and as large as all weights
    // together. A reference column loses what the other columns lose: with what the digital half takes it is to be of the same size.
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(8, 2, false)]
    [InlineData(8, 2, true)]
    [InlineData(8, 4, false)]
    public void What_is_subtracted_digitally_is_what_the_wires_leave_of_it(int weightBits, int cellBits, bool recalibrate) =>
        Assert.InRange(ErrorOnWires(new() { WeightBits = weightBits, CellBits = cellBits, OffsetSubtraction = OffsetSubtraction.Digital }, recalibrate), 1e-6, 2 * ErrorOnWires(new(), recalibrate));

    // Of a chip that is not converted for its wires, or for none and calibrated on them.
    private static double ErrorOnWires(MappingOptions mapping, bool recalibrate)
    {
        var options = new CompilerOptions
        {
            Mapping = mapping,
            Conversion = new() { Method = recalibrate ? ConversionMethod.Exact : ConversionMethod.None },
            Hardware = new() { WireResistance = recalibrate ? 0 : 3 },
            Converters = new() { DacBits = 0, AdcBits = 0 },
        };
        var compiled = Compile(options);
        if (recalibrate)
            compiled = NetworkCompiler.Recalibrate(compiled.OnChip(new CrossbarOptions { ActualWireResistance = 3 }), Images, options);
        var (software, chip) = (new CrossbarNetwork(compiled.Software), new CrossbarNetwork(compiled.Design));
        return SmallNetwork.Images(10, seed: 3).Average(image => Distance(Scores(software, image), Scores(chip, image)));
    }

    [Fact]
    public void Wires_that_are_not_as_compiled_for_cost_less_after_recalibration()
    {
        var options = Options with
        {
            Hardware = Options.Hardware with { WireResistance = 30, InputResistance = 50, OutputResistance = 50 },
            Converters = Options.Converters with { DacBits = 0, AdcBits = 0 },
        };
        var compiled = Compile(options);
        var software = new CrossbarNetwork(compiled.Software);
        var chip = compiled.OnChip(new CrossbarOptions { ActualWireResistance = 45, ActualInputResistance = 75, ActualOutputResistance = 75 });
        var (raw, calibrated) = (new CrossbarNetwork(chip.Design), new CrossbarNetwork(NetworkCompiler.Recalibrate(chip, Images, options).Design));
        double before = 0, after = 0;
        foreach (var image in SmallNetwork.Images(10, seed: 3))
        {
            before += Distance(Scores(software, image), Scores(raw, image));
            after += Distance(Scores(software, image), Scores(calibrated, image));
        }

        Assert.True(after < 0.5 * before, $"{before} became {after}.");
    }

    [Fact]
    public void A_chip_without_errors_is_calibrated_as_it_was()
    {
        var compiled = Compile(Options);
        var again = NetworkCompiler.Recalibrate(compiled.OnChip(new CrossbarOptions()), Images, Options);
        foreach (var (first, second) in compiled.Layers.Zip(again.Layers))
        {
            foreach (var (a, b) in first.Layer.Tiles.Zip(second.Layer.Tiles))
                Assert.Equal(a.Columns.ToArray(), b.Columns.ToArray());
        }
    }

    // Without wires all currents of cells that conduct nine tenths are nine tenths; the fit is their inverse and the chip is right again.
    [Fact]
    public void Cells_that_all_conduct_less_are_made_up_for_by_the_gain()
    {
        var ideal = Options with
        {
            Hardware = Options.Hardware with { WireResistance = 0, InputResistance = 0, OutputResistance = 0 },
            Converters = Options.Converters with { DacBits = 0, AdcBits = 0 },
        };
        var compiled = Compile(ideal);
        var chip = compiled.OnChip((layer, tile) => [.. compiled.Layers[layer].Arrays[tile].Programmed.Conductances.Select(g => 0.9 * g)]);
        var again = NetworkCompiler.Recalibrate(chip, Images, ideal);
        Assert.All(
            again.Layers.SelectMany(l => l.Layer.Tiles).SelectMany(t => t.Columns), column => Assert.Equal(1 / 0.9f, column.FitGain, 1e-3f));
        var (software, before, after) = (new CrossbarNetwork(compiled.Software), new CrossbarNetwork(chip.Design), new CrossbarNetwork(again.Design));
        foreach (var image in SmallNetwork.Images(5, seed: 3))
        {
            var wanted = Scores(software, image);
            Assert.True(Distance(wanted, Scores(before, image)) > 0.02);
            Assert.InRange(Distance(wanted, Scores(after, image)), 0, 2e-3);
        }
    }

    [Fact]
    public void Programming_errors_cost_less_after_recalibration()
    {
        var compiled = Compile(Options);
        var software = new CrossbarNetwork(compiled.Software);
        double before = 0, after = 0;
        for (var seed = 0; seed < 4; seed++)
        {
            var chip = compiled.OnChip(new CrossbarOptions { ProgrammingSigma = 2e-6, Seed = seed });
            var (raw, calibrated) = (new CrossbarNetwork(chip.Design), new CrossbarNetwork(NetworkCompiler.Recalibrate(chip, Images, Options).Design));
            foreach (var image in SmallNetwork.Images(10, seed: 3))
            {
                var wanted = Scores(software, image);
                before += Distance(wanted, Scores(raw, image));
                after += Distance(wanted, Scores(calibrated, image));
            }
        }

        Assert.True(after < before, $"{after} is not less than {before}.");
    }

    [Fact]
    public void Another_number_of_cells_is_refused() =>
        Assert.ThrowsAny<Exception>(() => Compile(Options).OnChip((_, _) => new double[3]));

    private static CompiledNetwork Compile(CompilerOptions options) => NetworkCompiler.Compile(SmallNetwork.Create(), Images, options);

    private static float[] Scores(CrossbarNetwork network, float[] image)
    {
        var scores = new float[network.ClassCount];
        network.Predict(image, scores);
        return scores;
    }

    private static double Distance(float[] wanted, float[] actual) =>
        Math.Sqrt(wanted.Zip(actual).Sum(p => (p.First - p.Second) * (p.First - p.Second)) / wanted.Sum(w => w * w));
}
