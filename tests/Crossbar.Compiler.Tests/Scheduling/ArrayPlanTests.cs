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
        // 1.28 GS/s are 128 columns in 100 ns, all of which fit in the read.
        Assert.Equal((10, 10, 1, 128), (plan.Timing.Latency, plan.Timing.Interval, plan.Timing.AdcCycles, plan.ColumnsPerAdc));
    }

    // More arrays are never slower, and never more than there are; one fewer of any layer's and the chip is slower.
    [Fact]
    public void Arrays_go_to_the_layers_that_hold_the_chip_up()
    {
        var single = ArraysOf(ArrayPlan.Of(Design, Slow));
        var last = long.MaxValue;
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
            for (var k = 0; k < plan.Copies.Length; k++)
                Assert.True(plan.Copies[k] == 1 || pace.Of(k, plan.Copies[k] - 1) > alone.Max(), $"A copy of layer {k} is of no use with {most} arrays.");
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

    [Fact]
    public void A_chip_with_too_few_arrays_is_refused()
    {
        var failure = Assert.Throws<CompilationException>(() => ArrayPlan.Of(Design, Slow with { Pipeline = new() { MaxArrays = 3 } }));
        Assert.Same(Descriptors.TooFewArrays, Assert.Single(failure.Diagnostics).Descriptor);
    }

    private static int ArraysOf(ArrayPlan plan) =>
        Design.Layers.Select((layer, k) => layer is CrossbarConvolution crossbars ? plan.Copies[k] * crossbars.Tiles.Sum(tile => tile.Layout.ArrayCount) : 0).Sum();
}
