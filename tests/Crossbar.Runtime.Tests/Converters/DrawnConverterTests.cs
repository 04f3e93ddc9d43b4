namespace Crossbar.Runtime.Tests.Converters;

/// <summary>Converters as they were built: their drawn errors measured back from codes, as IEEE Std 1241 defines them, and the spread of thousands of them.</summary>
public sealed class DrawnConverterTests
{
    private const int Count = 4000;

    // A mean of squares of Count normal numbers is within 5 standard deviations of its expectation, which are √(2/Count) each.
    private static readonly double SquareTolerance = 5 * Math.Sqrt(2.0 / Count);

    private static readonly ConverterSpread Some = new() { Offset = 1.5, Gain = 0.01, Inl = 0.8, Dnl = 0.3 };

    public static TheoryData<int> Bits { get; } = [1, 2, 3, 4, 6, 8, 10];

    [Theory]
    [MemberData(nameof(Bits))]
    public void Nonlinearity_measured_back_from_the_codes_of_a_ramp_is_that_drawn(int bits)
    {
        const int StepsPerCode = 512;
        const double Resolution = 1.0 / StepsPerCode;
        var measured = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var drawn = Draw(Some, bits, seed);
            // Of levels that hardly rise or fall codes are missing (below): there is nothing to measure.
            if (Enumerable.Range(1, drawn.MaxCode).Any(code => drawn.Level(code) - drawn.Level(code - 1) < 0.02))
                continue;
            measured++;
            var thresholds = new double[drawn.MaxCode + 1];
            Array.Fill(thresholds, double.NaN);
            // The ramp begins and ends beyond what offset and gain do to the ends.
            var last = -1;
            for (var k = -32 * StepsPerCode; k <= (drawn.MaxCode + 64) * StepsPerCode; k++)
            {
                var code = drawn.Code(k * Resolution);
                if (code != last && code > 0)
                    thresholds[code] = k * Resolution;
                last = code;
            }

            Assert.Equal(drawn.MaxCode, last);
            // Levels that rise give every code, each from half an LSB, as the gain makes it, below its level on.
            Assert.DoesNotContain(double.NaN, thresholds[1..]);
            var (first, width) = (thresholds[1], (thresholds[^1] - thresholds[1]) / Math.Max(1, drawn.MaxCode - 1));
            var (bottom, step) = (drawn.Level(1), (drawn.Level(drawn.MaxCode) - drawn.Level(1)) / Math.Max(1, drawn.MaxCode - 1));
            for (var code = 1; code <= drawn.MaxCode; code++)
            {
                Assert.Equal(drawn.Level(code) - ((1 + drawn.Gain) / 2), thresholds[code], 1.01 * Resolution);
                if (bits == 1)
                    continue;
                // Terminal-based integral nonlinearity, and the width of a code, in LSB.
                Assert.Equal(((drawn.Level(code) - bottom) / step) - (code - 1), ((thresholds[code] - first) / width) - (code - 1), 4 * Resolution);
                if (code < drawn.MaxCode)
                    Assert.Equal(((drawn.Level(code + 1) - drawn.Level(code)) / step) - 1, ((thresholds[code + 1] - thresholds[code]) / width) - 1, 4 * Resolution);
            }
        }

        Assert.InRange(measured, 8, 20);
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void Offset_and_gain_have_the_spread_that_is_asked_for_whatever_else_is_drawn(int bits)
    {
        double offsets = 0, gains = 0;
        for (var seed = 0; seed < Count; seed++)
        {
            var drawn = Draw(Some, bits, seed);
            offsets += drawn.Level(0) * drawn.Level(0);
            var gain = ((drawn.Level(drawn.MaxCode) - drawn.Level(0)) / drawn.MaxCode) - 1;
            gains += gain * gain;
        }

        Assert.Equal(1, offsets / Count / (Some.Offset * Some.Offset), SquareTolerance);
        Assert.Equal(1, gains / Count / (Some.Gain * Some.Gain), SquareTolerance);
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void The_step_at_mid_scale_has_the_spread_that_is_asked_for_and_is_the_widest_of_them(int bits)
    {
        var middle = 1 << (bits - 1);
        var squares = new double[middle + 1];
        for (var seed = 0; seed < Count; seed++)
        {
            var drawn = Draw(new ConverterSpread { Dnl = 0.4 }, bits, seed);
            for (var code = 1; code <= middle; code++)
                squares[code] += Math.Pow(drawn.Level(code) - drawn.Level(code - 1) - 1, 2);
            Assert.Equal(0, drawn.Level(0), 1e-9);
            Assert.Equal(drawn.MaxCode, drawn.Level(drawn.MaxCode), 1e-9);
        }

        // A converter of one bit has nothing but its ends.
        Assert.Equal(bits == 1 ? 0 : 1, squares[middle] / Count / 0.16, SquareTolerance);
        Assert.True(bits == 1 || squares[middle] >= squares.Max() * (1 - SquareTolerance));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(16)]
    public void The_bow_is_smooth_and_its_greatest_deviation_has_the_spread_that_is_asked_for(int bits)
    {
        double squares = 0;
        var count = bits == 16 ? Count / 100 : Count;
        for (var seed = 0; seed < count; seed++)
        {
            var drawn = Draw(new ConverterSpread { Inl = 1.2 }, bits, seed);
            double greatest = 0, previous = 0;
            for (var code = 0; code <= drawn.MaxCode; code++)
            {
                var bow = drawn.Level(code) - code;
                greatest = Math.Max(greatest, Math.Abs(bow));
                // No cubic of that size on [0, 1] with both ends at 0 is steeper: 9 times it is more than Markov's bound of 2·3² over a width of 2.
                Assert.InRange(Math.Abs(bow - previous), 0, 18.0 * 6 * 1.2 / drawn.MaxCode);
                previous = bow;
            }

            Assert.Equal(0, drawn.Level(drawn.MaxCode) - drawn.MaxCode, 1e-9);
            squares += greatest * greatest;
        }

        // Codes of few bits do not stand exactly where the deviation is greatest.
        Assert.Equal(1, squares / count / (1.2 * 1.2), (5 * Math.Sqrt(2.0 / count)) + (4.0 / (1 << bits)));
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void The_line_is_the_least_squares_line_over_all_codes(int bits)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var drawn = Draw(Some, bits, seed);
            double n = drawn.MaxCode + 1, x = 0, y = 0, xx = 0, xy = 0;
            for (var code = 0; code <= drawn.MaxCode; code++)
            {
                var level = drawn.Level(code);
                (x, y, xx, xy) = (x + code, y + level, xx + ((double)code * code), xy + (code * level));
            }

            var slope = ((n * xy) - (x * y)) / ((n * xx) - (x * x));
            Assert.Equal(slope, drawn.Line.Gain, 1e-9);
            Assert.Equal((y - (slope * x)) / n, drawn.Line.Offset, 1e-8);
        }
    }

    [Fact]
    public void One_error_changes_none_of_the_others_and_without_any_codes_are_as_designed()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (all, none) = (Draw(Some, 8, seed), Draw(ConverterSpread.None, 8, seed));
            var (offset, bow) = (Draw(new ConverterSpread { Offset = 1.5 }, 8, seed), Draw(new ConverterSpread { Inl = 0.8, Dnl = 0.3 }, 8, seed));
            Assert.Equal(all.Offset, offset.Offset);
            for (var code = 0; code < 256; code++)
            {
                Assert.Equal(code, none.Level(code), 1e-12);
                Assert.Equal(code, none.Code(code + 0.49));
                Assert.Equal(code, none.Code(code - 0.49));
                Assert.Equal(all.Level(code), all.Offset + ((1 + all.Gain) * bow.Level(code)), 1e-9);
            }

            Assert.Equal((0, 255), (none.Code(-1e9), none.Code(1e9)));
            Assert.NotEqual(all.Level(128), Draw(Some, 8, seed + 1000).Level(128));
        }
    }

    // A highest bit so light that codes below it stand for more than it does.
    [Fact]
    public void Where_levels_do_not_rise_codes_are_missing()
    {
        var missing = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var drawn = Draw(new ConverterSpread { Dnl = 3 }, 6, seed);
            var given = new HashSet<int>();
            for (var k = -2000; k <= 67 * 200; k++)
                given.Add(drawn.Code(k / 200.0));
            var falls = Enumerable.Range(1, 63).Count(code => drawn.Level(code) - drawn.Level(code - 1) < -0.01);
            Assert.True(falls == 0 || given.Count < 64);
            missing += given.Count < 64 ? 1 : 0;
        }

        // A step at mid-scale of less than nothing is one in some three: Φ(−1/3) = 0.37.
        Assert.InRange(missing, 50, 200);
    }

    [Fact]
    public void The_worst_nonlinearity_is_that_of_a_converter_without_offset_and_gain()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (all, shape) = (Draw(Some, 6, seed).WorstNonlinearity(), Draw(new ConverterSpread { Inl = 0.8, Dnl = 0.3 }, 6, seed).WorstNonlinearity());
            Assert.Equal(shape.Inl, all.Inl, 1e-9);
            Assert.Equal(shape.Dnl, all.Dnl, 1e-9);
            Assert.True(all.Dnl > 0 && all.Inl > 0);
            var (inl, dnl) = Draw(new ConverterSpread { Offset = 2, Gain = 0.05 }, 6, seed).WorstNonlinearity();
            Assert.Equal(0, inl + dnl, 1e-9);
        }
    }

    private static DrawnConverter Draw(ConverterSpread spread, int bits, int seed) => new(spread, bits, RandomSequence.For(seed, 3, 5));

    // Twelve of 30 columns at a time; the same converter has one offset, and no two have the same.
    [Fact]
    public void Columns_that_share_an_ADC_have_its_errors_in_common()
    {
        var chip = new HardwareDesign { ColumnsPerAdc = 12, Converters = new ConverterVariation(new() { Adc = new() { Offset = 1 } }, ConverterTrim.None, 5) };
        var offsets = Enumerable.Range(0, 30).Select(j => DrawnConverter.OfColumn(chip, 8, 1, 2, j).Offset).ToArray();
        Assert.Equal([12, 12, 6], offsets.GroupBy(offset => offset).Select(group => group.Count()));
        Assert.Equal(offsets[..12].Distinct(), [offsets[0]]);
        Assert.NotEqual(offsets[0], DrawnConverter.OfColumn(chip, 8, 1, 3, 0).Offset);
        Assert.Equal(30, Enumerable.Range(0, 30).Select(j => DrawnConverter.OfColumn(chip with { ColumnsPerAdc = 1 }, 8, 1, 2, j).Offset).Distinct().Count());
    }
}
