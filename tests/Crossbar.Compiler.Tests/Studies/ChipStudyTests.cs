using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Studies;

/// <summary>Studies of chips drawn from a device's laws, against chips made by hand.</summary>
public sealed class ChipStudyTests : IDisposable
{
    private const int Count = 60;
    private const double Day = 86400;

    private static readonly CompilerOptions Pcm = OptionReader.Read([("Device", "pcm-joshi-2020"), ("Mapping", "Differential"), ("Seed", "4")], null, null, new DiagnosticBag());

    private readonly LabelledImages _labelled = new();

    public void Dispose() => _labelled.Dispose();

    [Fact]
    public void A_row_is_all_chips_of_an_age_and_a_compensation()
    {
        var (software, calibration) = (SmallNetwork.Create(), SmallNetwork.Images(5, 3));
        var images = _labelled.Of(SmallNetwork.Images(Count));
        var rows = RetentionStudy.Plan(software, calibration, images, Pcm, [0, Day], [ChipCompensation.None, ChipCompensation.GlobalScale], 2).Run();
        Assert.Equal(["software 1", "as designed 1", "0 None 2", "0 GlobalScale 2", "86400 None 2", "86400 GlobalScale 2"], rows.Select(r => $"{r.Age} {r.Compensation} {r.Chips}".Trim()));
        Assert.All(rows, row => Assert.Equal("pcm-joshi-2020", row.Device));
        var compiled = NetworkCompiler.Compile(software, calibration, Pcm);
        double[] byHand = [.. new[] { 4, 5 }.Select(seed => AccuracyOf(new CrossbarNetwork(compiled.Design, new CrossbarOptions { Age = Day, Seed = seed, Compensation = DriftCompensation.GlobalScale })))];
        Assert.Equal(byHand.Average(), rows[^1].MeanAccuracy, 1e-12);
        Assert.Equal((byHand.Min(), byHand.Max()), (rows[^1].LeastAccuracy, rows[^1].GreatestAccuracy));
        Assert.Equal(1 - byHand.Average(), rows[^1].MeanLoss, 1e-12);

        double AccuracyOf(CrossbarNetwork network) => Evaluator.Evaluate(network, images).Accuracy!.Value;
    }

    /// <summary>A chip that draws its cells and has the readouts chosen on them is the chip whose cells were put into the tables and calibrated.</summary>
    [Fact]
    public void A_recalibrated_chip_reads_its_own_cells_as_the_calibration_saw_them()
    {
        var (software, calibration) = (SmallNetwork.Create(), SmallNetwork.Images(5, 3));
        // Without noise, which belongs to reads and not to cells.
        var laws = Pcm.Hardware.Device!.Definition with { Laws = Pcm.Hardware.Device.Definition.Laws with { ReadNoise = null } };
        var options = Pcm with { Hardware = Pcm.Hardware with { Device = new PresetChoice<DeviceDefinition>("quiet", laws) }, Converters = Pcm.Converters with { DacBits = 0, AdcBits = 0 } };
        var compiled = NetworkCompiler.Compile(software, calibration, options);
        var chip = new CrossbarOptions { Age = Day, Seed = 11 };
        var drawn = ChipAssembly.Build(compiled, chip, ChipCompensation.Recalibrate, calibration, options);
        var baked = new CrossbarNetwork(NetworkCompiler.Recalibrate(compiled.OnChip(chip), calibration, options).Design);
        var (x, y, designed) = (new float[4], new float[4], new float[4]);
        foreach (var image in SmallNetwork.Images(5))
        {
            drawn.Predict(image, x);
            baked.Predict(image, y);
            new CrossbarNetwork(compiled.Design).Predict(image, designed);
            Assert.All(x.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.NotEqual(designed, x);
        }
    }

    [Fact]
    public void A_yield_is_the_share_of_chips_at_least_as_good_as_is_wanted()
    {
        var (software, calibration) = (SmallNetwork.Create(), SmallNetwork.Images(5, 3));
        var images = _labelled.Of(SmallNetwork.Images(Count));
        var spread = new ChipSpread(0, 0.5);
        var row = Assert.Single(YieldStudy.Plan(software, calibration, images, Pcm, spread, ChipCompensation.None, 7, null, 0.1).Run());
        var compiled = NetworkCompiler.Compile(software, calibration, Pcm);
        double[] byHand = [.. Enumerable.Range(4, 7).Select(seed =>
            Evaluator.Evaluate(new CrossbarNetwork(compiled.Design, spread.Chip(compiled.Design.Hardware, Pcm.Variation, seed)), images).Accuracy!.Value).Order()];
        Assert.Equal((7, 1.0, 0.9), (row.Chips, row.SoftwareAccuracy, row.Threshold));
        Assert.Equal((byHand[0], byHand[3], byHand[6]), (row.Least, row.Median, row.Greatest));
        Assert.Equal(byHand.Count(a => a >= 0.9) / 7.0, row.Yield);
        Assert.Equal(byHand.Average(), row.MeanAccuracy, 1e-12);
    }

    /// <summary>exp(σ·N): the median of many chips is as compiled, and the logarithms have that deviation.</summary>
    [Fact]
    public void Wires_of_chips_are_log_normal()
    {
        var hardware = new HardwareDesign();
        double[] logs = [.. Enumerable.Range(0, 2000).Select(seed => Math.Log(new ChipSpread(null, 0.2).Chip(hardware, new VariationOptions(), seed).ActualRowWireResistance!.Value))];
        Assert.Equal(0, logs.Average(), 0.03);
        Assert.Equal(0.2, Math.Sqrt(logs.Average(x => x * x)), 0.02);
    }

    [Fact]
    public void Ages_that_nothing_is_known_of_are_refused_before_anything_is_computed()
    {
        var options = OptionReader.Read([("Device", "rram-wan-2022")], null, null, new DiagnosticBag());
        var failure = Assert.Throws<CompilationException>(() =>
            RetentionStudy.Plan(SmallNetwork.Create(), [], _labelled.Of(SmallNetwork.Images(Count)), options, [0, 3600], [ChipCompensation.None], 1));
        Assert.Same(Descriptors.UnknownLaw, Assert.Single(failure.Diagnostics).Descriptor);
    }
}
