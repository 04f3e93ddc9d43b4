using Crossbar.Compiler.Reporting;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>Range rules, what shares a range or a fit, and what calibration promises: by algebra, on a small network.</summary>
public sealed class CalibrationScopeTests
{
    private static readonly CompilerOptions Tiled = new() { Mapping = new() { MaxRows = 20, MaxColumns = 5 }, Converters = new() { AdcRange = RangeRule.MinMax, DacRange = RangeRule.MinMax } };

    private static readonly float[][] Images = SmallNetwork.Images(10);

    // With ideal ADCs all scopes let the same values through, so the ranges of an array's columns unite to the array's, and so on.
    [Fact]
    public void The_range_of_an_array_unites_those_of_its_columns_and_the_layers_those_of_its_arrays()
    {
        var options = Tiled with { Converters = Tiled.Converters with { AdcBits = 0 } };
        var (columns, arrays, layers) = (Layers(options), Layers(options with { Converters = options.Converters with { AdcRangeScope = AdcRangeScope.Array } }), Layers(options with
        {
            Converters = options.Converters with { AdcRangeScope = AdcRangeScope.Layer },
        }));
        for (var l = 0; l < columns.Length; l++)
        {
            for (var t = 0; t < columns[l].Tiles.Length; t++)
                AssertUnion(columns[l].Tiles[t].Columns, arrays[l].Tiles[t].Columns);
            AssertUnion([.. columns[l].Tiles.SelectMany(t => t.Columns)], [.. layers[l].Tiles.SelectMany(t => t.Columns)]);
        }
    }

    [Fact]
    public void Columns_of_an_array_share_a_fit_where_it_is_asked_for()
    {
        foreach (var tile in Layers(Tiled with { Converters = Tiled.Converters with { FitScope = FitScope.Array } }).SelectMany(l => l.Tiles))
            Assert.Single(tile.Columns.Select(c => (c.FitGain, c.FitOffset)).Distinct());
        Assert.Contains(Layers(Tiled).SelectMany(l => l.Tiles), tile => tile.Columns.Select(c => c.FitGain).Distinct().Count() > 1);
    }

    // The first layer reads pixels, of which the test images have values in [−1, 1); 101 percentiles of many are close to theirs.
    [Fact]
    public void The_rules_order_the_ranges()
    {
        var full = Layers(Tiled)[0].InputRange;
        var cut = Layers(Tiled with { Converters = Tiled.Converters with { DacRange = RangeRule.Percentile, RangePercentile = 90 } })[0].InputRange;
        Assert.Equal(Images.SelectMany(i => i).Min(), full.Minimum, 1e-3f);
        Assert.Equal(Images.SelectMany(i => i).Max(), full.Maximum, 1e-3f);
        Assert.Equal(-0.8f, cut.Minimum, 0.05f);
        Assert.Equal(0.8f, cut.Maximum, 0.05f);
        var wide = Layers(Tiled with { Converters = Tiled.Converters with { AdcBits = 3 } })[^1].Tiles[0].Columns;
        var narrow = Layers(Tiled with { Converters = Tiled.Converters with { AdcBits = 3, AdcRange = RangeRule.Percentile, RangePercentile = 75 } })[^1].Tiles[0].Columns;
        Assert.True(narrow.Average(c => c.AdcRange.Width) < wide.Average(c => c.AdcRange.Width));
    }

    // Least squares with an intercept leave residuals of mean 0. So each output's mean over the calibration images is the digital
    // network's, however coarse the converters, in every layer on what the coarse layers before it let through: the bias is corrected.
    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    public void Every_output_has_the_digital_networks_mean_on_the_calibration_images(int bits)
    {
        var compiled = NetworkCompiler.Compile(SmallNetwork.Create(), Images, new CompilerOptions
        {
            Converters = new() { DacBits = bits, AdcBits = bits },
            Mapping = new() { MaxRows = 20, MaxColumns = 5 },
        });
        MeanOutputs.AssertEqual(compiled, Images);
    }

    // Rounding to steps half as wide leaves a quarter of the noise: 6.02 dB a bit.
    [Fact]
    public void A_bit_is_six_decibels()
    {
        double[] Ratios(int bits)
        {
            var options = Tiled with { Converters = Tiled.Converters with { DacBits = bits, AdcBits = bits } };
            return [.. NetworkCompiler.Compile(SmallNetwork.Create(), Images, options).Layers.Select(l => ConverterMeasurement.Measure(l, options.ToHardware()).SignalToNoise!.Value)];
        }

        var (coarse, fine) = (Ratios(7), Ratios(10));
        foreach (var (low, high) in coarse.Zip(fine))
            Assert.Equal(3 * 20 * Math.Log10(2), high - low, 1.5);
    }

    // MinMax ranges clip nothing of what they were chosen on; 50 % of a percentile range's own data lie outside where it ends at the quartiles.
    [Fact]
    public void Clipping_is_the_share_outside_of_the_range()
    {
        static ConverterReport[] Reports(CompilerOptions options) =>
            [.. NetworkCompiler.Compile(SmallNetwork.Create(), Images, options).Layers.Select(l => ConverterMeasurement.Measure(l, options.ToHardware()))];
        Assert.All(Reports(Tiled), r => Assert.Equal((0.0, 0.0), (r.AdcClipping, r.DacClipping)));
        var quartiles = Reports(Tiled with { Converters = Tiled.Converters with { DacBits = 14, AdcBits = 14, AdcRange = RangeRule.Percentile, RangePercentile = 75 } });
        Assert.Equal(0.5, quartiles[0].AdcClipping, 0.03);
    }

    private static CrossbarConvolution[] Layers(CompilerOptions options) =>
        [.. NetworkCompiler.Compile(SmallNetwork.Create(), Images, options).Layers.Select(l => l.Layer)];

    private static void AssertUnion(IReadOnlyList<ColumnReadout> parts, IReadOnlyList<ColumnReadout> whole)
    {
        var width = whole[0].AdcRange.Width;
        foreach (var column in whole)
        {
            Assert.Equal(parts.Min(c => c.AdcMinimum), column.AdcMinimum, 1e-4f * width);
            Assert.Equal(parts.Max(c => c.AdcMaximum), column.AdcMaximum, 1e-4f * width);
        }
    }
}
