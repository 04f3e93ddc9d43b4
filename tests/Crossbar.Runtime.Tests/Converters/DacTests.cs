namespace Crossbar.Runtime.Tests.Converters;

public sealed class DacTests
{
    // Activations that the range holds become codes within half a step; those outside become the nearest end.
    [Property]
    public void Codes_are_the_nearest_and_clamp_at_the_ends(int seed)
    {
        var random = new Random(seed);
        var range = new ConverterRange(-random.NextSingle() * random.Next(3), 0.1f + (10 * random.NextSingle()));
        var dac = new Dac(range, random.Next(1, 13), 0.4, isBounded: false);
        var x = new float[37];
        foreach (ref var v in x.AsSpan())
            v = range.Minimum - 1 + ((range.Width + 2) * random.NextSingle());
        var codes = new float[x.Length];
        dac.Convert(x, codes);
        for (var k = 0; k < x.Length; k++)
        {
            Assert.Equal(MathF.Round(codes[k]), codes[k]);
            Assert.InRange(codes[k], 0, dac.MaxCode);
            var ideal = Math.Clamp((x[k] / dac.Step) + dac.ZeroCode, 0, dac.MaxCode);
            Assert.True(Math.Abs(codes[k] - ideal) <= 0.5 + (1e-6 * dac.MaxCode), $"{x[k]} in {range} became {codes[k]}, not about {ideal}.");
        }
    }

    // Seventeen values: vectors of eight and a rest are rounded alike.
    [Fact]
    public void Ties_go_to_the_even_code()
    {
        var dac = new Dac(new ConverterRange(0, 15), 4, 1, isBounded: false);
        float[] x = [0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f, 8.5f, 9.5f, 10.5f, 11.5f, 12.5f, 13.5f, 14.5f, 0.5f, 1.5f];
        var codes = new float[x.Length];
        dac.Convert(x, codes);
        Assert.Equal([0f, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 0, 2], codes);
    }

    [Fact]
    public void The_ends_of_the_range_are_the_ends_of_the_codes()
    {
        var dac = new Dac(new ConverterRange(0, 3), 2, 0.4, isBounded: false);
        Assert.Equal((3, 1.0, 0.0), (dac.MaxCode, dac.Step, dac.ZeroCode));
        Assert.Equal(0.4, dac.VoltPerCode * dac.MaxCode, 1e-15);
        float[] x = [0, 3, -1e30f, 1e30f, float.NegativeInfinity, float.PositiveInfinity, 3.49f, -0.5f, 2.5f];
        var codes = new float[x.Length];
        dac.Convert(x, codes);
        Assert.Equal([0f, 3, 0, 3, 0, 3, 3, 0, 2], codes);
    }

    // A switch: the threshold is half the range, and half itself belongs to the even code, 0. Vector and rest agree.
    [Fact]
    public void One_bit_is_on_or_off()
    {
        var dac = new Dac(new ConverterRange(0, 4), 1, 0.4, isBounded: false);
        float[] x = [0, 1.999f, 2, 2.001f, 4, 9, -1, 0, 0, 1.999f, 2, 2.001f];
        var codes = new float[x.Length];
        dac.Convert(x, codes);
        Assert.Equal([0f, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1], codes);
        Assert.Equal(0.4, dac.VoltPerCode);
    }

    // Bit for bit: a code of −0 in the rest of a vector, but not in it, would make results depend on the vector's width.
    [Fact]
    public void Negative_zero_becomes_the_code_of_zero()
    {
        float[] x = new float[11];
        Array.Fill(x, -0f);
        x[3] = x[10] = -1e-9f;
        foreach (var range in new[] { new ConverterRange(0, 3), new ConverterRange(-0f, 3), new ConverterRange(-1, 2) })
        {
            var dac = new Dac(range, 2, 1, isBounded: false);
            var codes = new float[x.Length];
            dac.Convert(x, codes);
            Assert.All(codes, code => Assert.Equal(BitConverter.SingleToInt32Bits(-(int)range.Minimum), BitConverter.SingleToInt32Bits(code)));
        }
    }

    [Property]
    public void Zero_is_always_exactly_a_code(int seed)
    {
        var random = new Random(seed);
        var range = new ConverterRange(-random.NextSingle(), random.NextSingle());
        var dac = new Dac(range, random.Next(1, 17), 0.4, isBounded: false);
        var codes = new float[9];
        dac.Convert(new float[9], codes);
        Assert.Equal(Math.Round(dac.ZeroCode), dac.ZeroCode);
        Assert.InRange(dac.ZeroCode, 0, dac.MaxCode);
        Assert.All(codes, code => Assert.Equal(dac.ZeroCode, code));
    }

    [Fact]
    public void An_ideal_converter_neither_rounds_nor_clamps()
    {
        var dac = new Dac(new ConverterRange(-1, 3), 0, 0.4, isBounded: false);
        float[] x = [-5, -1, 0, 0.3f, 3, 7];
        var codes = new float[x.Length];
        dac.Convert(x, codes);
        for (var k = 0; k < x.Length; k++)
        {
            // The voltage is proportional to the activation above the range's minimum: full scale at its maximum.
            Assert.Equal(0.4 * (x[k] + 1) / 4, codes[k] * dac.VoltPerCode, 1e-7);
        }
    }

    [Theory]
    [InlineData(2, 5, 0, 5)]
    [InlineData(-5, -2, -5, 0)]
    [InlineData(-1, 2, -1, 2)]
    [InlineData(0, 0, 0, 1)]
    public void A_range_with_zero_is_the_least_that_holds_both(float low, float high, float expectedLow, float expectedHigh) =>
        Assert.Equal(new ConverterRange(expectedLow, expectedHigh), new ConverterRange(low, high).WithZero());

    // Any code is the sum of its digits times what their pulses weigh, that of 0 too, and no voltage is above full scale.
    [Property]
    public void The_digits_of_the_pulses_add_up_to_the_code(int seed)
    {
        var random = new Random(seed);
        var range = new ConverterRange(-random.NextSingle() * random.Next(3), 0.1f + (10 * random.NextSingle()));
        var bits = random.Next(1, 17);
        var hardware = new HardwareDesign { Encoding = InputEncoding.BitSerial, DigitBits = random.Next(1, 17) };
        float[] x = [.. Enumerable.Range(0, 37).Select(_ => range.Minimum - 1 + ((range.Width + 2) * random.NextSingle()))];
        var whole = new Dac(range, bits, hardware.InputVoltage, isBounded: false);
        var (codes, digits) = (new float[x.Length], new float[x.Length]);
        whole.Convert(x, codes);
        var sums = new double[x.Length];
        var zero = 0.0;
        for (var pulse = 0; pulse < hardware.PulsesOf(bits); pulse++)
        {
            var dac = Dac.Of(range, bits, hardware, pulse);
            dac.Convert(x, digits);
            Assert.All(digits, digit => Assert.True(digit == MathF.Floor(digit) && digit >= 0 && digit <= dac.MaxCode && digit * dac.VoltPerCode <= hardware.InputVoltage * (1 + 1e-12)));
            for (var k = 0; k < sums.Length; k++)
                sums[k] += digits[k] * dac.Step / whole.Step;
            zero += dac.ZeroCode * dac.Step / whole.Step;
        }

        Assert.All(codes.Zip(sums), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(whole.ZeroCode, zero, 1e-6);
        Assert.Equal((bits + Math.Min(hardware.DigitBits, bits) - 1) / Math.Min(hardware.DigitBits, bits), hardware.PulsesOf(bits));
    }
}
