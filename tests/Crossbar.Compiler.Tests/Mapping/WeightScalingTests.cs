namespace Crossbar.Compiler.Tests.Mapping;

public sealed class WeightScalingTests
{
    [Theory]
    [InlineData(WeightScale.Column, true)]
    [InlineData(WeightScale.Column, false)]
    [InlineData(WeightScale.Array, true)]
    [InlineData(WeightScale.Array, false)]
    public void Targets_are_scaled_weights_above_the_zero_level_and_use_the_whole_range(WeightScale scale, bool hasReference)
    {
        const int Rows = 29, Outputs = 7;
        var weights = Weights.Normal(Rows * Outputs, 3);
        var layout = new ArrayLayout(Rows, Outputs, hasReference ? CurrentSubtraction.ReferenceColumn : CurrentSubtraction.None);
        var target = WeightScaling.Normalize(layout, weights, scale);
        Assert.Equal(Outputs + (hasReference ? 1 : 0), layout.BitLines);
        Assert.Equal(Outputs, target.ColumnScales.Length);
        Assert.All(target.Values, value => Assert.InRange(value, 0, 1));
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Outputs; j++)
                Assert.Equal(target.ZeroLevel + (target.ColumnScales[j] * weights[(i * Outputs) + j]), target.Values[(i * layout.BitLines) + j], 1e-12);
            if (hasReference)
                Assert.Equal(target.ZeroLevel, target.Values[(i * layout.BitLines) + Outputs]);
        }

        if (scale == WeightScale.Array)
            Assert.Single(target.ColumnScales.Distinct());
        // No scale could be larger: in every column (or somewhere in the array) a value is at one of the ends.
        var touching = Enumerable.Range(0, Outputs).Count(j => Enumerable.Range(0, Rows).Any(i => target.Values[(i * layout.BitLines) + j] is < 1e-12 or > 1 - 1e-12));
        Assert.True(scale == WeightScale.Column ? touching == Outputs : touching >= 1);
    }

    // One column from -N to P: z = N/(N + P) lets both ends reach the range's, and α = 1/(N + P).
    [Theory]
    [InlineData(0.3f, 0.5f)]
    [InlineData(2f, 0.001f)]
    [InlineData(1e-6f, 1e-6f)]
    public void A_single_column_spans_the_whole_range(float negative, float positive)
    {
        foreach (var scale in Enum.GetValues<WeightScale>())
        {
            var target = WeightScaling.Normalize(new ArrayLayout(3, 1, CurrentSubtraction.None), [-negative, 0, positive], scale);
            Assert.Equal(negative / (negative + positive), target.ZeroLevel, 1e-5);
            Assert.Equal(1, target.ColumnScales[0] * (negative + positive), 1e-3);
            Assert.Equal(0, target.Values[0], 1e-5);
            Assert.Equal(1, target.Values[2], 1e-3);
        }
    }

    [Theory]
    [InlineData(WeightScale.Column)]
    [InlineData(WeightScale.Array)]
    public void Where_no_weight_is_negative_zero_is_the_least_conductance_and_the_other_way_round(WeightScale scale)
    {
        var positive = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.ReferenceColumn), [0.1f, 0.5f, 0.2f, 0.25f], scale);
        Assert.Equal(0, positive.ZeroLevel);
        Assert.Equal(1, positive.Values.Max(), 1e-12);
        var negative = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.ReferenceColumn), [-0.1f, -0.5f, -0.2f, -0.25f], scale);
        Assert.Equal(1, negative.ZeroLevel);
        Assert.Equal(0, negative.Values.Min(), 1e-12);
    }

    [Fact]
    public void A_column_of_zeros_stays_at_the_zero_level_and_disturbs_no_other()
    {
        var with = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.None), [-0.1f, 0, 0.3f, 0], WeightScale.Column);
        var without = WeightScaling.Normalize(new ArrayLayout(2, 1, CurrentSubtraction.None), [-0.1f, 0.3f], WeightScale.Column);
        Assert.Equal(without.ZeroLevel, with.ZeroLevel);
        Assert.Equal(without.ColumnScales[0], with.ColumnScales[0]);
        Assert.Equal([with.ZeroLevel, with.ZeroLevel], [with.Values[1], with.Values[3]]);
        Assert.True(double.IsFinite(with.ColumnScales[1]) && with.ColumnScales[1] > 0);
    }

    [Fact]
    public void Nothing_but_zeros_is_a_target_too()
    {
        var target = WeightScaling.Normalize(new ArrayLayout(2, 2, CurrentSubtraction.ReferenceColumn), new float[4], WeightScale.Array);
        Assert.All(target.Values, value => Assert.Equal(target.ZeroLevel, value));
        Assert.All(target.ColumnScales, scale => Assert.True(double.IsFinite(scale) && scale > 0));
    }

    // The level makes the sum over columns of 1/(α²·ΣW²) least: no level of a fine grid does better.
    [Fact]
    public void The_zero_level_is_the_one_at_which_device_errors_weigh_least()
    {
        const int Rows = 9, Outputs = 4;
        for (var seed = 0; seed < 20; seed++)
        {
            var weights = Weights.Normal(Rows * Outputs, seed);
            // Lopsided columns, so that the best level is nothing obvious.
            for (var k = 0; k < weights.Length; k++)
                weights[k] = (weights[k] + (0.03f * (k % Outputs))) * (1 + (k % Outputs));
            var chosen = Noise(weights, Rows, Outputs, WeightScaling.Normalize(new ArrayLayout(Rows, Outputs, CurrentSubtraction.None), weights, WeightScale.Column).ZeroLevel);
            var best = Enumerable.Range(1, 9999).Min(k => Noise(weights, Rows, Outputs, k / 10000.0));
            Assert.InRange(chosen, 0, best * (1 + 1e-3));
        }
    }

    private static double Noise(float[] weights, int rows, int outputs, double level)
    {
        var noise = 0.0;
        for (var j = 0; j < outputs; j++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(i => (double)weights[(i * outputs) + j])];
            var alpha = Math.Min((1 - level) / Math.Max(column.Max(), 1e-30), level / Math.Max(-column.Min(), 1e-30));
            noise += 1 / (alpha * alpha * column.Sum(w => w * w));
        }

        return noise;
    }
}
