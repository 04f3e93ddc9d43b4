using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Compiler.Tests.Studies;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Tests.Calibration;

/// <summary>Chips whose converters are as they were built: compiled for them, drawn later, and calibrated on their codes.</summary>
public sealed class AsBuiltCalibrationTests
{
    private static readonly CompilerOptions Options = new() { Mapping = new() { MaxRows = 20, MaxColumns = 5 } };

    private static readonly VariationOptions Variation = new()
    {
        DacOffsetSigma = 0.5, DacGainSigma = 0.01, DacInlSigma = 0.5, DacDnlSigma = 0.3, AdcOffsetSigma = 1, AdcGainSigma = 0.01, AdcInlSigma = 1, AdcDnlSigma = 0.4, Seed = 9,
    };

    // Offset and gain of ADCs, which a fit of each column can take out.
    private static readonly VariationOptions FirstOrder = new() { AdcOffsetSigma = 5, AdcGainSigma = 0.04, Seed = 3 };

    private static readonly float[][] Images = SmallNetwork.Images(10);

    [Theory]
    [InlineData(ConverterTrim.FirstOrder, 0)]
    [InlineData(ConverterTrim.None, 0)]
    [InlineData(ConverterTrim.None, 2)]
    public void A_chip_compiled_for_its_converters_is_the_one_that_was_drawn_and_calibrated_anew(ConverterTrim trim, double nonlinearity)
    {
        var designed = Options with { Hardware = new() { Nonlinearity = nonlinearity } };
        var options = designed with { Variation = Variation with { ConverterTrim = trim } };
        var (built, compiled) = (Compile(options), Compile(designed with { Variation = new() { Seed = Variation.Seed } }));
        var chip = options.Variation.ToChip(Variation.Seed);
        var anew = NetworkCompiler.Recalibrate(compiled.OnChip(chip), Images, designed with { Variation = new() { Seed = Variation.Seed } });
        Assert.Equal(built.Design.Hardware, anew.Design.Hardware);
        // Conversion knows nothing of converters; that of cells that are not linear knows what the layers before let through.
        foreach (var (a, b) in built.Layers.Zip(anew.Layers).Where(_ => nonlinearity == 0))
        {
            Assert.Equal(a.Layer.InputRange, b.Layer.InputRange);
            Assert.All(a.Layer.Tiles.Zip(b.Layer.Tiles), pair => Assert.Equal(pair.First.Columns.ToArray(), pair.Second.Columns.ToArray()));
        }

        var (drawn, onChip) = (new CrossbarNetwork(compiled.WithReadouts(anew).Design, chip), new CrossbarNetwork(anew.Design));
        foreach (var image in SmallNetwork.Images(3, seed: 4))
        {
            Assert.Equal(Scores(onChip, image), Scores(drawn, image));
            Assert.NotEqual(Scores(new CrossbarNetwork(compiled.Design), image), Scores(drawn, image));
        }
    }

    // As of converters as designed: residuals of a fit with an intercept have a mean of 0, whatever the codes are.
    [Theory]
    [InlineData(ConverterTrim.FirstOrder)]
    [InlineData(ConverterTrim.None)]
    public void Every_outputs_mean_is_the_digital_networks(ConverterTrim trim)
    {
        var compiled = Compile(Options with { Variation = Variation with { ConverterTrim = trim } });
        MeanOutputs.AssertEqual(compiled, Images);
    }

    [Fact]
    public void Offset_and_gain_are_taken_out_by_a_trim_and_by_a_new_calibration()
    {
        var compiled = Compile(Options);
        var designed = Error(compiled.Design, new CrossbarOptions());
        var chip = FirstOrder.ToChip(FirstOrder.Seed);
        var (trimmed, bare) = (Error(compiled.Design, chip), Error(compiled.Design, chip with { ConverterTrim = ConverterTrim.None }));
        var untrimmed = compiled.OnChip(chip with { ConverterTrim = ConverterTrim.None });
        var calibrated = Error(NetworkCompiler.Recalibrate(untrimmed, Images, Options).Design, new CrossbarOptions());
        // What is left is what ranges clip that are some codes off.
        Assert.InRange(trimmed, 0, 1.5 * designed);
        Assert.InRange(calibrated, 0, 1.5 * designed);
        Assert.True(bare > 3 * designed);
        // A bow is no straight line.
        var bow = new VariationOptions { AdcInlSigma = 4, Seed = 3 };
        Assert.True(Error(compiled.Design, bow.ToChip(3)) > 1.5 * designed);
    }

    [Fact]
    public void A_yield_study_draws_the_converters_of_every_chip()
    {
        using var labelled = new LabelledImages();
        var images = labelled.Of(SmallNetwork.Images(60));
        var options = Options with { Variation = new() { AdcOffsetSigma = 12, AdcGainSigma = 0.1, AdcInlSigma = 10, Seed = 2, ConverterTrim = ConverterTrim.None } };
        var row = Assert.Single(YieldStudy.Plan(SmallNetwork.Create(), Images, images, options, new ChipSpread(null, 0), ChipCompensation.None, 5, null, 0.1).Run());
        var compiled = Compile(Options with { Variation = new() { Seed = 2 } });
        double[] byHand = [.. Enumerable.Range(2, 5).Select(seed => Evaluator.AccuracyOf(new CrossbarNetwork(compiled.Design, options.Variation.ToChip(seed)), images)).Order()];
        Assert.Equal((byHand[0], byHand[2], byHand[4]), (row.Least, row.Median, row.Greatest));
        Assert.True(byHand[0] < byHand[4] || byHand[4] < 1);
    }

    [Fact]
    public void A_report_has_the_worst_of_a_layers_converters()
    {
        var options = Options with { Variation = Variation };
        var compiled = Compile(options);
        var hardware = compiled.Design.Hardware;
        foreach (var layer in compiled.Layers)
        {
            var worst = ConverterMeasurement.Measure(layer, hardware).AsBuilt!;
            double inl = 0, dnl = 0;
            foreach (var (tile, t) in layer.Layer.Tiles.Select((tile, t) => (tile, t)))
            {
                for (var j = 0; j < tile.OutputCount; j++)
                {
                    // Measured from codes, to a hundredth of a code.
                    var adc = Adc.AsBuilt(new ConverterRange(0, 255), 8, hardware with { Converters = hardware.Converters! with { Trim = ConverterTrim.None } }, layer.Unrolled.Index, t, j);
                    var widths = new int[256];
                    for (var k = -5000; k < 30500; k++)
                        widths[(int)adc.Code(k / 100.0)]++;
                    var inner = widths[1..^1].Average();
                    dnl = Math.Max(dnl, widths[1..^1].Max(width => Math.Abs((width / inner) - 1)));
                    inl = Math.Max(inl, DrawnConverter.OfColumn(hardware, 8, layer.Unrolled.Index, t, j).WorstNonlinearity().Inl);
                }
            }

            Assert.Equal(dnl, worst.AdcDnl, 0.1);
            Assert.Equal(inl, worst.AdcInl, 1e-12);
            Assert.True(worst is { DacInl: > 0.1, DacDnl: > 0.1 });
            Assert.Null(ConverterMeasurement.Measure(layer, hardware with { Converters = null }).AsBuilt);
        }
    }

    private static CompiledNetwork Compile(CompilerOptions options) => NetworkCompiler.Compile(SmallNetwork.Create(), Images, options);

    private static float[] Scores(CrossbarNetwork network, float[] image)
    {
        var scores = new float[network.ClassCount];
        network.Predict(image, scores);
        return scores;
    }

    // Root mean square of the scores' differences from the digital network's, over many images.
    private static double Error(NetworkDesign design, CrossbarOptions chip)
    {
        var (software, network) = (new CrossbarNetwork(SmallNetwork.Create()), new CrossbarNetwork(design, chip));
        return Math.Sqrt(SmallNetwork.Images(40, seed: 5).Average(image => Scores(software, image).Zip(Scores(network, image)).Average(pair => Math.Pow(pair.First - pair.Second, 2))));
    }
}
