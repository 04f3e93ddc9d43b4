namespace Crossbar.Runtime.Tests.Converters;

public sealed class AdcTests
{
    [Fact]
    public void The_ends_of_the_range_are_the_end_codes_and_what_lies_beyond_is_clamped()
    {
        var adc = new Adc(new ConverterRange(-1, 2), 2);
        Assert.Equal((3, 1.0, 1.0), (adc.MaxCode, adc.Step, adc.ZeroCode));
        AssertCodes(adc, [-1, 2, -1.4f, 2.4f, -1e30f, 1e30f, float.NegativeInfinity, float.PositiveInfinity], [0, 3, 0, 3, 0, 3, 0, 3]);
    }

    // In codes the currents are 0.5, 1.5, 2.5.
    [Fact]
    public void Ties_go_to_the_even_code_and_negative_zero_is_zero()
    {
        AssertCodes(new Adc(new ConverterRange(-1, 2), 2), [-0.5f, 0.5f, 1.5f], [0, 2, 2]);
        AssertCodes(new Adc(new ConverterRange(0, 3), 2), [0f, -0f], [0, 0]);
    }

    // A comparator: its threshold is the middle of the range, and the middle itself belongs to the even code, 0.
    [Fact]
    public void One_bit_is_a_comparison_with_the_middle() =>
        AssertCodes(new Adc(new ConverterRange(-2, 4), 1), [-2, 0.999f, 1, 1.001f, 4], [0, 0, 0, 1, 1]);

    [Fact]
    public void Without_bits_nothing_is_rounded_or_clamped()
    {
        var adc = new Adc(new ConverterRange(-1, 3), 0);
        Assert.Equal((0, 4.0), (adc.MaxCode, adc.Step));
        AssertCodes(adc, [-9, -1, 0, 0.3f, 3, 11], [-2, 0, 0.25f, 0.325f, 1, 3]);
        Assert.Equal(17.3, adc.Digitise(17.3));
    }

    // Sixteen bits are the finest that single precision tells apart: each code's own current becomes that code.
    [Fact]
    public void Every_codes_current_is_that_code_again()
    {
        var adc = new Adc(new ConverterRange(-3e-6f, 5e-6f), 16);
        float[] codes = [.. Enumerable.Range(0, adc.MaxCode + 1)];
        AssertCodes(adc, [.. codes.Select(c => (float)(adc.Minimum + (c * adc.Step)))], codes);
    }

    [Fact]
    public void A_digitised_current_is_within_half_a_step_or_an_end()
    {
        var adc = new Adc(new ConverterRange(-1, 2), 4);
        for (var current = -2.0; current <= 3; current += 0.01)
        {
            var clamped = Math.Clamp(current, -1, 2);
            Assert.InRange(adc.Digitise(current), clamped - (adc.Step / 2) - 1e-12, clamped + (adc.Step / 2) + 1e-12);
        }
    }

    private static void AssertCodes(Adc adc, float[] currents, float[] expected)
    {
        var codes = new float[currents.Length];
        adc.Convert(currents, codes);
        for (var k = 0; k < codes.Length; k++)
        {
            Assert.Equal(expected[k], codes[k], 1e-6f);
            Assert.False(float.IsNegative(codes[k]) && codes[k] == 0);
            if (adc.MaxCode > 0)
                Assert.Equal(codes[k], (float)Math.Round((adc.Digitise(currents[k]) - adc.Minimum) / adc.Step));
        }
    }

    // A neuron counts how often its threshold was reached, and no more than it has room for.
    [Property]
    public void A_counter_counts_whole_steps(int seed)
    {
        var random = new Random(seed);
        var bits = random.Next(1, 9);
        var most = (1 << bits) - 1;
        var threshold = 1e-6 * (1 + random.NextDouble());
        var adc = Adc.Of(new ConverterRange(0, (float)(most * threshold)), bits, new HardwareDesign { Encoding = InputEncoding.Spikes });
        for (var k = 0; k < 50; k++)
        {
            var charge = 1.3 * most * random.NextDouble();
            // What is within a thousandth of the threshold fires.
            if (charge - Math.Floor(charge) > 0.998)
                continue;
            Assert.Equal(Math.Min(most, Math.Floor(charge)), adc.Code(charge * adc.Step));
        }

        Assert.All(Enumerable.Range(0, most + 1), whole => Assert.Equal(whole, adc.Code(whole * adc.Step)));
    }
}
