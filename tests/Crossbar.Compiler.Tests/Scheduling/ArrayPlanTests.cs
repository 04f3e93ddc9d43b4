using System.Text.RegularExpressions;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Scheduling;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Scheduling;

/// <summary>Copies of arrays: as many as help, within what a chip has. The cycles themselves are held against the hardware in RtlChipTests.</summary>
public sealed class ArrayPlanTests
{
    private static readonly NetworkDesign Software = SmallNetwork.Create();

    // The first layer has 100 reads per image, the others 25 and 1; a read takes 10 cycles.
    private static readonly CompilerOptions Slow = new() { Hardware = new() { ReadTime = 100e-9 }, Mapping = new() { MaxRows = 0, MaxColumns = 0 } };

    private static readonly NetworkDesign Design = NetworkCompiler.Compile(Software, SmallNetwork.Images(3), Slow, null, new DiagnosticBag()).Design;

    [Fact]
    public void Without_a_number_or_a_rate_there_is_one_of_each()
    {
        var plan = ArrayPlan.Of(Design, Slow);
        Assert.All(plan.Copies, copies => Assert.Equal(1, copies));
        // 1.28 GS/s are 128 columns in 100 ns: one ADC is enough for an array of six.
        Assert.Equal((10, 10, 1, 6), (plan.Timing.Latency, plan.Timing.Interval, plan.Timing.AdcCycles, plan.ColumnsPerAdc));
    }

    // More arrays are never slower, and never more than there are.
    [Fact]
    public void Arrays_go_to_the_layers_that_hold_the_chip_up()
    {
        var single = ArraysOf(ArrayPlan.Of(Design, Slow));
        var last = double.MaxValue;
        var differ = 0;
        for (var most = single; most < single + 30; most++)
        {
            var options = Slow with { Pipeline = new() { MaxArrays = most } };
            var plan = ArrayPlan.Of(Design, options);
            Assert.InRange(ArraysOf(plan), single, most);
            var interval = ChipSchedule.Of(Design, options).IntervalCycles;
            Assert.True(interval <= last);
            differ += interval < last ? 1 : 0;
            last = interval;
            var pace = new StagePace(LayerPipeline.Of(Design), plan.Timing);
            var alone = Enumerable.Range(0, plan.Copies.Length).Select(k => pace.Of(k, plan.Copies[k])).ToArray();
            Assert.InRange(interval, alone.Max(), 1.15 * alone.Max());
        }

        Assert.InRange(differ, 5, 30);
        // Twelve lines of twelve pixels, padding included, and a little that branches wait for each other.
        Assert.InRange(last, 144, 150);
    }

    [Fact]
    public void A_rate_is_reached_with_no_array_too_many()
    {
        var options = Slow with { Pipeline = new() { TargetRate = 300e3 } };
        var (plan, schedule) = (ArrayPlan.Of(Design, options), ChipSchedule.Of(Design, options));
        Assert.Null(plan.Shortfall);
        Assert.True(schedule.Rate >= 300e3);
        var fewer = ArrayPlan.Of(Design, Slow with { Pipeline = new() { TargetRate = 300e3, MaxArrays = ArraysOf(plan) - 1 } });
        Assert.NotNull(fewer.Shortfall);
    }

    [Theory]
    [InlineData(2e6, 0, "ClockFrequency of at least (?<remedy>[0-9]+),")]
    [InlineData(2e8, 0, "ClockFrequency of at least (?<remedy>[0-9]+),")]
    [InlineData(300e3, 6, "that takes (?<remedy>[0-9]+) arrays, and MaxArrays is 6.")]
    public void What_is_advised_where_a_rate_is_not_reached_reaches_it(double rate, int most, string advice)
    {
        var options = Slow with { Pipeline = new() { TargetRate = rate, MaxArrays = most } };
        var match = Regex.Match(ArrayPlan.Of(Design, options).Shortfall!, advice);
        Assert.True(match.Success, ArrayPlan.Of(Design, options).Shortfall);
        var remedy = double.Parse(match.Groups["remedy"].Value, CultureInfo.InvariantCulture);
        options = options with { Pipeline = most == 0 ? options.Pipeline with { ClockFrequency = remedy } : options.Pipeline with { MaxArrays = (int)remedy } };
        Assert.Null(ArrayPlan.Of(Design, options).Shortfall);
        Assert.True(ChipSchedule.Of(Design, options).Rate >= rate);
    }

    // One read per image and copies that take turns: an array of ten cycles, twice, is five cycles per image in the mean, although no image takes five.
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 5)]
    [InlineData(3, 10 / 3.0)]
    [InlineData(4, 2.5)]
    [InlineData(10, 1)]
    public void Copies_that_take_turns_share_the_time(int copies, double cycles)
    {
        var design = NetworkCompiler.Compile(Dense, [[0.5f, -1, 1, 0.2f]], Slow, null, new DiagnosticBag()).Design;
        var pace = new StagePace(LayerPipeline.Of(design), ArrayPlan.Of(design, Slow).Timing);
        Assert.Equal(cycles, pace.Of(0, copies), 1e-9);
        var options = Slow with { Pipeline = new() { TargetRate = 100e6 / (cycles + 1e-6) } };
        var schedule = ChipSchedule.Of(design, options);
        Assert.Equal((copies, true), (schedule.Layers[0].Copies, schedule.Plan.Shortfall is null));
        Assert.Equal(cycles, schedule.IntervalCycles, 1e-9);
        Assert.Equal(1, schedule.Layers[0].Busy, 1e-6);
    }

    private static NetworkDesign Dense { get; } = new()
    {
        InputShape = new TensorShape(4),
        Layers = [new Convolution { Name = "dense", Inputs = [0], OutputShape = new TensorShape(2), Window = WindowGeometry.Point, Weights = [0.3f, -0.2f, 0.1f, 0.4f, -0.5f, 0.2f, 0.3f, -0.1f], Bias = [0, 0.1f] }],
    };

    [Fact]
    public void A_rate_that_anything_reaches_takes_no_copies() =>
        Assert.All(ArrayPlan.Of(Design, Slow with { Pipeline = new() { TargetRate = 1e-300 } }).Copies, copies => Assert.Equal(1, copies));

    [Fact]
    public void No_clock_is_advised_that_is_not_taken() =>
        Assert.EndsWith("Choose a lower rate.", ArrayPlan.Of(Design, Slow with { Pipeline = new() { TargetRate = 1e12 } }).Shortfall!, StringComparison.Ordinal);

    [Fact]
    public void A_chip_with_too_few_arrays_is_refused()
    {
        var failure = Assert.Throws<CompilationException>(() => ArrayPlan.Of(Design, Slow with { Pipeline = new() { MaxArrays = 3 } }));
        Assert.Same(Descriptors.TooFewArrays, Assert.Single(failure.Diagnostics).Descriptor);
    }

    private static int ArraysOf(ArrayPlan plan) =>
        Design.Layers.Select((layer, k) => layer is CrossbarConvolution crossbars ? plan.Copies[k] * crossbars.Tiles.Sum(tile => tile.Layout.ArrayCount) : 0).Sum();
}
