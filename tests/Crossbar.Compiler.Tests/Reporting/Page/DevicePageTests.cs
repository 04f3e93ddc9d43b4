using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Reporting.Page;

public sealed class DevicePageTests
{
    private const double Day = 86400;

    [Theory]
    [InlineData("pcm-joshi-2020", new[] { 0, Day, 30 * Day, 365 * Day })]
    [InlineData("rram-wan-2022", new[] { 0, Day, 2 * Day })]
    [InlineData("rram-milo-2021", new[] { 0.0 })]
    [InlineData("linear-zhang-2019", new double[0])]
    public void A_device_is_shown_at_the_ages_that_its_laws_know(string name, double[] ages)
    {
        var page = PageOf(name);
        Assert.Equal(ages, page.Spreads.Select(spread => spread.Age));
        Assert.Equal((25, page.Range.Minimum, page.Range.Maximum), (page.Targets.Length, page.Targets[0], page.Targets[^1]));
        Assert.Equal(name == "rram-milo-2021", !page.Currents.IsEmpty);
        Assert.Equal(name == "pcm-joshi-2020", !page.Noise.IsEmpty);
    }

    // σ = 0.26348 + 1.9650 g − 1.1731 g² µS; G (t/20 s)^−ν with ν = 0.049 ± 0.008 at the greatest conductance.
    [Fact]
    public void Moments_are_those_of_the_law()
    {
        var page = PageOf("pcm-joshi-2020");
        Assert.Equal(25e-6, page.Spreads[0].Mean[^1], 0.15e-6);
        Assert.Equal(1.05538e-6, page.Spreads[0].Deviation[^1], 0.08e-6);
        Assert.Equal(25e-6 * Math.Pow((Day + 20) / 20, -0.049), page.Spreads[1].Mean[^1], 0.25e-6);
        // q = 0.0088 at the greatest conductance, reads of 250 ns, 20 s after the write at once.
        Assert.Equal(25e-6 * 0.0088 * Math.Sqrt(Math.Log(20 / 500e-9)), page.Noise[0].Deviation[^1], 1e-10);
        Assert.True(page.Noise[3].Deviation[^1] > page.Noise[0].Deviation[^1]);
    }

    [Fact]
    public void A_characteristic_goes_as_far_as_it_was_measured()
    {
        var page = PageOf("rram-milo-2021");
        Assert.Equal(3, page.Currents.Length);
        Assert.All(page.Currents, current =>
        {
            Assert.Equal((-0.5, 0.5), (current.Voltages[0], current.Voltages[^1]));
            Assert.Equal(current.Currents.Order(), current.Currents);
            Assert.Equal(0, current.Currents[current.Voltages.IndexOf(0)]);
        });
        var table = new TableCurrent([(0, 0), (0.2, 0.25)]);
        var half = Page(new DeviceLaws { Name = "one-sided", MinConductance = 0, MaxConductance = 1e-5, Current = table }).Currents[^1];
        Assert.Equal((0, 0.2, 21), (half.Voltages[0], half.Voltages[^1], half.Voltages.Length));
        Assert.Equal(0.25e-5, half.Currents[^1], 1e-12);
    }

    [Fact]
    public void A_law_of_many_ages_is_shown_at_five_and_the_same_cells_each_time()
    {
        var laws = new DeviceLaws
        {
            Name = "long",
            MinConductance = 1e-6,
            MaxConductance = 1e-5,
            Programming = new ProgrammingLaw
            {
                Sigma = [.. Enumerable.Range(0, 20).Select(k => new AgedCurve(1000 * k, DeviceCatalog.Devices.Find("pcm-joshi-2020")!.Laws.Programming!.Sigma[0].Curve))],
            },
        };
        Assert.Equal([0, 4000, 9000, 14000, 19000], Page(laws).Spreads.Select(spread => spread.Age));
        Assert.Equal(Page(laws).Spreads[2].Mean.ToArray(), Page(laws).Spreads[2].Mean.ToArray());
        Assert.Null(DevicePageBuilder.Build(new HardwareDesign(), ""));
    }

    private static DevicePage PageOf(string name) => Page(DeviceCatalog.Devices.Find(name)!.Laws);

    private static DevicePage Page(DeviceLaws laws) =>
        DevicePageBuilder.Build(new HardwareDesign { MinConductance = laws.MinConductance, MaxConductance = laws.MaxConductance, Device = laws }, "")!;
}
