using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Tests.Calibration;

public sealed class UnseenValuesTests
{
    private const int CalibrationImages = 20;
    private const int ValuesPerImage = 2000;

    // Each is known in full, so what an image that was not seen costs can be drawn. A scale of its own makes the values of an image
    // alike: some images reach further than others.
    public static TheoryData<string, int> Distributions()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in new[] { "relu", "heavy", "hard swish", "leaky with floor", "sigmoid", "spectrogram", "residual" })
        {
            foreach (var bits in new[] { 4, 6, 8 })
                data.Add(name, bits);
        }

        return data;
    }

    // The default is near the better of both, whichever it is: of what a symmetric tail would choose, and of what was seen. A mean
    // squared error 1.4 times as large costs a quarter of a bit; a range four times as wide, as a symmetric tail gives some, two bits.
    [Theory]
    [MemberData(nameof(Distributions))]
    public void On_unseen_images_no_simpler_rule_errs_noticeably_less(string distribution, int bits)
    {
        double chosen = 0, symmetric = 0, seenOnly = 0;
        for (var trial = 0; trial < 5; trial++)
        {
            var values = Draw(distribution, 100 * trial, CalibrationImages);
            var unseen = Draw(distribution, (100 * trial) + CalibrationImages, 60);
            var fromZero = values.Min() >= 0;
            chosen += Error(unseen, RangeSearch.MinimumError(values, bits, UnseenValues.OfActivations(values, CalibrationImages), fromZero), bits);
            symmetric += Error(unseen, RangeSearch.MinimumError(values, bits, UnseenValues.OfSums(values, CalibrationImages), fromZero), bits);
            seenOnly += Error(unseen, RangeSearch.MinMax(values), bits);
        }

        Assert.InRange(chosen, 0, 1.4 * Math.Min(symmetric, seenOnly));
    }

    // ∫ (x − h)²·e^(−x) dx from h is 2·e^(−h): with an exponential tail the spread and the outermost tenth say the same.
    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(6)]
    public void Of_an_exponential_tail_both_views_agree(double limit)
    {
        const int Count = 200_000;
        float[] values = [.. Enumerable.Range(0, Count).Select(k => (float)-Math.Log((k + 0.5) / Count))];
        const int Images = 1_000_000;
        var unseen = UnseenValues.OfActivations(values, Images);
        var expected = 5.0 * Count / Images * 2 * Math.Exp(-limit);
        Assert.Equal(expected, unseen.ClippedAbove(limit), 0.01 * expected);
        Assert.Equal(0, unseen.ClippedBelow(-0.1));
    }

    // The least value of x·clamp(x + 3, 0, 6)/6 is −3/8, at x = −3/2; a Laplace distribution of the values' spread would end at −8.
    [Fact]
    public void Behind_a_hard_end_nothing_is_expected()
    {
        var values = Draw("hard swish", 1, CalibrationImages);
        Assert.Equal(-0.375, values.Min(), 1e-5);
        var unseen = UnseenValues.OfActivations(values, CalibrationImages);
        Assert.InRange(unseen.ClippedBelow(-0.375) / unseen.ClippedBelow(-0.2), 0, 0.02);
        Assert.InRange(unseen.Widen(RangeSearch.MinMax(values)).Minimum, -0.6f, -0.375f);
        Assert.InRange(RangeSearch.MinimumError(values, 8, unseen).Minimum, -0.45f, -0.3f);
        // On the other side there is a tail, and what is expected reaches beyond what was seen.
        Assert.True(unseen.Widen(RangeSearch.MinMax(values)).Maximum > values.Max());
    }

    // Values of 7.6 ± 1.7 have a root mean square of 7.8, of which eight deviations would be 60.
    [Fact]
    public void Values_far_from_zero_are_not_expected_to_vary_by_their_size()
    {
        var values = Draw("spectrogram", 3, CalibrationImages);
        var range = RangeSearch.MinimumError(values, 8, UnseenValues.OfActivations(values, CalibrationImages), fromZero: true);
        Assert.InRange(range.Maximum, values.Max() * 0.95f, values.Max() * 1.5f);
    }

    private static float[] Draw(string distribution, int seed, int images)
    {
        var values = new List<float>();
        for (var n = 0; n < images; n++)
        {
            var normal = Weights.Normal(ValuesPerImage + 1, seed + n, 1);
            var scale = MathF.Exp(0.2f * normal[^1]);
            values.AddRange(normal.Take(ValuesPerImage).Select(x => distribution switch
            {
                "relu" => MathF.Abs(scale * x),
                "heavy" => scale * MathF.Exp(0.8f * x),
                "hard swish" => scale * 3 * x is var z ? z * Math.Clamp(z + 3, 0, 6) / 6 : 0,
                "leaky with floor" => scale * 4 * x is var z ? Math.Max(Math.Max(z, 0.2f * z), -0.4f) : 0,
                "sigmoid" => 1 / (1 + MathF.Exp(-2 * scale * x)),
                "spectrogram" => Math.Max(0, 7.6f + (1.7f * scale * x)),
                _ => scale * x,
            }).Where(x => x != 0));
        }

        return [.. values];
    }

    private static double Error(float[] values, ConverterRange range, int bits)
    {
        var dac = new Dac(range.WithZero(), bits, 1, isBounded: false);
        var codes = new float[values.Length];
        dac.Convert(values, codes);
        return values.Zip(codes, (value, code) => ((code - dac.ZeroCode) * dac.Step) - value).Sum(error => error * error);
    }
}
