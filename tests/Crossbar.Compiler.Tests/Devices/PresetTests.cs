using Crossbar.Compiler.Devices;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Tests.Devices;

/// <summary>
/// The devices of the catalogue against the check values of the publications' formulas, computed outside of this program, and what is drawn from them
/// against the formulas' moments and quantiles.
/// </summary>
public sealed class PresetTests
{
    private const double Micro = 1e-6;
    private const double Day = 86400;
    private const int Draws = 40_000;

    // Of a standard normal number.
    private static readonly (double Share, double Quantile)[] Quantiles = [(0.05, -1.644854), (0.25, -0.674490), (0.5, 0), (0.75, 0.674490), (0.95, 1.644854)];

    public static TheoryData<string, double, double, double> Sigmas => new()
    {
        // device, age, target in µS, σ in µS
        { "pcm-joshi-2020", 0, 2.5, 0.4482 }, { "pcm-joshi-2020", 0, 12.5, 0.9527 }, { "pcm-joshi-2020", 0, 25, 1.055 },
        { "pcm-hermes-2023", 0, 1.035, 0.3693 }, { "pcm-hermes-2023", 0, 5.175, 0.8653 }, { "pcm-hermes-2023", 0, 10.35, 1.008 },
        { "rram-wan-2022", 0, 4, 1.556 }, { "rram-wan-2022", 0, 20, 2.023 }, { "rram-wan-2022", 0, 40, 1.103 },
        { "rram-wan-2022", 86400, 4, 2.447 }, { "rram-wan-2022", 86400, 20, 3.909 }, { "rram-wan-2022", 86400, 40, 2.651 },
        { "rram-wan-2022", 172800, 4, 2.410 }, { "rram-wan-2022", 172800, 20, 3.929 }, { "rram-wan-2022", 172800, 40, 2.677 },
        { "rram-wan-2022-crosssim", 0, 4, 1.826 }, { "rram-wan-2022-crosssim", 0, 20, 2.362 }, { "rram-wan-2022-crosssim", 0, 39.26, 1.681 },
        { "rram-milo-2021", 0, 50, 4.327 }, { "rram-milo-2021", 0, 137.5, 3.530 }, { "rram-milo-2021", 0, 225, 2.733 },
        { "rram-cmo-hfox-2025", 0, 9, 0.01043 }, { "rram-cmo-hfox-2025", 0, 48.6, 0.05275 }, { "rram-cmo-hfox-2025", 0, 88.19, 0.09507 },
    };

    public static TheoryData<string, double, double, double> Exponents => new()
    {
        // device, target in µS, mean of ν, its σ
        { "pcm-joshi-2020", 2.5, 0.06009, 0.02288 }, { "pcm-joshi-2020", 12.5, 0.049, 0.008 }, { "pcm-joshi-2020", 25, 0.049, 0.008 },
        { "pcm-hermes-2023", 1.035, 0.0719, 0.02533 }, { "pcm-hermes-2023", 5.175, 0.0564, 0.01207 }, { "pcm-hermes-2023", 10.35, 0.0174, 0.0055 },
    };

    public static TheoryData<string, double, double, double> Noises => new()
    {
        // device, age, target and conductance in µS, σ in µS
        { "pcm-joshi-2020", 0, 2.5, 2.5 * 0.1645 }, { "pcm-joshi-2020", 0, 12.5, 12.5 * 0.05777 }, { "pcm-joshi-2020", 0, 25, 25 * 0.03682 },
        { "pcm-joshi-2020", 86400 - 20, 12.5, 12.5 * 0.07024 }, { "pcm-joshi-2020", 86400 - 20, 25, 25 * 0.04476 },
        { "rram-cmo-hfox-2025", 9, 9, 0.1039 }, { "rram-cmo-hfox-2025", 9, 48.6, 0.1837 }, { "rram-cmo-hfox-2025", 9, 88.19, 0.2119 },
    };

    [Theory]
    [MemberData(nameof(Sigmas))]
    public void Programming_errors_have_the_published_deviation(string device, double age, double target, double sigma) =>
        Assert.Equal(1, LawsOf(device).Programming!.SigmaAt(target * Micro, age) / (sigma * Micro), 4e-4 + (5e-4 / sigma * 0.1));

    [Theory]
    [MemberData(nameof(Exponents))]
    public void Exponents_of_drift_have_the_published_mean_and_deviation(string device, double target, double mean, double sigma)
    {
        var drift = Assert.IsType<PowerDrift>(LawsOf(device).Drift);
        Assert.Equal(mean, drift.Exponent.At(target * Micro), 1e-4);
        Assert.Equal(sigma, drift.Sigma.At(target * Micro), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Reads_fluctuate_by_the_published_deviation(string device, double age, double target, double sigma)
    {
        var variance = CellNoise.Variance(LawsOf(device), new CrossbarOptions { Age = age }, target * Micro, target * Micro);
        Assert.Equal(1, Math.Sqrt(variance) / (sigma * Micro), 1e-3);
    }

    /// <summary>G_target + σ·N: mean, deviation and quantiles, each within five of its standard errors.</summary>
    [Theory]
    [InlineData("pcm-joshi-2020", 12.5)]
    [InlineData("pcm-hermes-2023", 5.175)]
    [InlineData("rram-wan-2022", 20)]
    [InlineData("rram-wan-2022-crosssim", 20)]
    [InlineData("rram-milo-2021", 137.5)]
    public void Cells_are_drawn_from_the_law_of_programming(string device, double target)
    {
        var laws = LawsOf(device);
        AssertNormal(Draw(laws with { ReadNoise = null }, target, 0), target, laws.Programming!.SigmaAt(target * Micro, 0) / Micro);
    }

    /// <summary>A cell keeps its deviation: what was published of an age is what the same cells have then.</summary>
    [Fact]
    public void Cells_of_measured_ages_are_drawn_from_the_law_of_that_age()
    {
        var laws = LawsOf("rram-wan-2022");
        var (young, old) = (Draw(laws, 20, 0), Draw(laws, 20, Day));
        AssertNormal(old, 20, 3.909);
        Assert.All(young.Zip(old).Take(100), pair => Assert.Equal((pair.First - 20) / 2.0232, (pair.Second - 20) / 3.9093, 1e-3));
        var exception = Assert.Throws<CompilationException>(() => DeviceSampling.Draw(laws, [20 * Micro], 1, 3600, 0));
        Assert.Same(Descriptors.UnknownLaw, Assert.Single(exception.Diagnostics).Descriptor);
    }

    /// <summary>The median of G(t)/G of devices of the same ν is (t/t_0)^−ν: 0.6635 a day after the reference time, by the fact sheet.</summary>
    [Theory]
    [InlineData(2.5, 0.6047)]
    [InlineData(12.5, 0.6635)]
    [InlineData(25, 0.6635)]
    public void The_median_drifts_as_the_power_law_says(double target, double ratio)
    {
        var laws = LawsOf("pcm-joshi-2020") with { Programming = null };
        var drifted = Draw(laws, target, Day - 20);
        Assert.Equal(ratio, drifted.Order().ElementAt(Draws / 2) / target, 2e-3);
    }

    [Theory]
    [InlineData(1 - 1, 0, 0.4118)]
    [InlineData(Day - 1, -1.012, 0.8894)]
    [InlineData((10 * 365.25 * Day) - 1, -1.742, 1.234)]
    public void Filaments_relax_with_the_logarithm_of_time(double age, double mean, double sigma)
    {
        var laws = LawsOf("rram-cmo-hfox-2025") with { Programming = null };
        AssertNormal(Draw(laws, 50, age), 50 + mean, sigma);
    }

    /// <summary>Cut off at 0, a normal number of mean 0 has the mean σ/√(2π): 0.105 µS by the fact sheet.</summary>
    [Fact]
    public void A_cut_at_nothing_shifts_the_mean()
    {
        var drawn = Draw(LawsOf("pcm-joshi-2020") with { Drift = null }, 0, 0);
        Assert.Equal(0.1051, drawn.Average(), 0.002);
        Assert.True(drawn.Min() >= 0);
    }

    [Fact]
    public void Where_the_law_says_so_cells_stay_in_the_range_of_the_device()
    {
        var laws = LawsOf("rram-cmo-hfox-2025");
        Assert.All(Draw(laws, 9, 10 * 365 * Day), g => Assert.InRange(g, 9 - 1e-9, 88.19 + 1e-9));
    }

    /// <summary>I of the fact sheet, in µA, at −0.5, −0.2, 0.2 and 0.5 V.</summary>
    [Theory]
    [InlineData(62.5, -38.37, -13.53, 11.62, 26.46)]
    [InlineData(110, -56.42, -22.25, 21.73, 53.16)]
    public void The_characteristic_is_the_published_one(double conductance, double at1, double at2, double at3, double at4)
    {
        var law = Assert.IsType<PowerCurrent>(LawsOf("rram-milo-2021").Current);
        foreach (var (voltage, current) in new[] { (-0.5, at1), (-0.2, at2), (0.2, at3), (0.5, at4) })
        {
            var sum = law.Coefficients.Select((c, k) => c.At(conductance * Micro) * Math.Pow(voltage, k + 1)).Sum();
            Assert.Equal(current, sum / Micro, 0.01);
        }
    }

    [Fact]
    public void Every_device_has_a_source_and_goes_by_its_file()
    {
        Assert.True(DeviceCatalog.Devices.Names.Length >= 5);
        Assert.All(DeviceCatalog.Devices.Names, name =>
        {
            var device = DeviceCatalog.Devices.Find(name)!;
            Assert.Equal(name, device.Laws.Name);
            Assert.NotEmpty(device.Summary);
            Assert.NotEmpty(device.Sources);
        });
    }

    private static DeviceLaws LawsOf(string device) => DeviceCatalog.Devices.Find(device)!.Laws;

    private static double[] Draw(DeviceLaws laws, double target, double age) =>
        [.. DeviceSampling.Draw(laws, [target * Micro], Draws, age, 7).Select(sample => sample.Conductance / Micro)];

    private static void AssertNormal(double[] drawn, double mean, double sigma)
    {
        var error = 5 * sigma / Math.Sqrt(drawn.Length);
        Assert.Equal(mean, drawn.Average(), error + (1e-3 * sigma));
        Assert.Equal(1, Math.Sqrt(drawn.Average(g => (g - mean) * (g - mean))) / sigma, 5 / Math.Sqrt(2.0 * drawn.Length));
        var sorted = drawn.Order().ToArray();
        foreach (var (share, quantile) in Quantiles)
        {
            var density = Math.Exp(-0.5 * quantile * quantile) / Math.Sqrt(2 * Math.PI);
            Assert.Equal(mean + (sigma * quantile), sorted[(int)(share * sorted.Length)], error * Math.Sqrt(share * (1 - share)) / density + (1e-3 * sigma));
        }
    }
}
