using Crossbar.Compiler.Netlists.Dialects;

namespace Crossbar.Compiler.Tests.Netlists.Dialects;

/// <summary>Against .NET's own shortest digits, which are those of the standard's definition.</summary>
public sealed class ShortestDecimalTests
{
    [Fact]
    public void Random_numbers_of_all_magnitudes_are_written_as_NET_writes_them()
    {
        var random = new Random(1);
        for (var k = 0; k < 300_000; k++)
            Same((random.Next(2) == 0 ? 1 : -1) * (1 + random.NextDouble()) * Math.Pow(2, random.Next(-45, 56)));
    }

    [Fact]
    public void Resistances_and_single_precision_conductances_are_written_as_NET_writes_them()
    {
        var random = new Random(2);
        for (var k = 0; k < 200_000; k++)
        {
            var conductance = (float)((1 / 300e3) + (random.NextDouble() * ((1 / 15e3) - (1 / 300e3))));
            Same(conductance);
            Same(1.0 / conductance);
        }
    }

    [Fact]
    public void Short_decimals_stay_short()
    {
        var random = new Random(3);
        for (var k = 0; k < 200_000; k++)
            Same(random.NextInt64((long)Math.Pow(10, random.Next(1, 17))) / Math.Pow(10, random.Next(0, 22)));
    }

    [Fact]
    public void Numbers_around_powers_of_two_and_ten_are_written_as_NET_writes_them()
    {
        // Below a power of two the next number is half as far as above it.
        for (var power = -40; power <= 55; power++)
            SameAround(Math.Pow(2, power));
        Same(-0.0);
        for (var power = -12; power <= 17; power++)
            SameAround(double.Parse($"1e{power}", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(562949953421312.25)]
    [InlineData(562949953421312.75)]
    [InlineData(562949953421313.125)]
    [InlineData(999999999999999.9)]
    [InlineData(123456789012345.0)]
    [InlineData(9.5)]
    [InlineData(0.1)]
    [InlineData(0.00010000000000000002)]
    [InlineData(9.999999999999999E-05)]
    [InlineData(5E-324)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.0)]
    public void Ties_and_ends_of_the_range_are_written_as_NET_writes_them(double value) => Same(value);

    private static void SameAround(double value)
    {
        var (below, above) = (value, value);
        for (var k = 0; k < 50; k++)
        {
            Same(below);
            Same(above);
            Same(-above);
            (below, above) = (Math.BitDecrement(below), Math.BitIncrement(above));
        }
    }

    private static void Same(double value)
    {
        Span<byte> text = stackalloc byte[ShortestDecimal.MaxLength];
        var written = Encoding.ASCII.GetString(text[..ShortestDecimal.Write(value, text)]);
        var expected = value.ToString("R", CultureInfo.InvariantCulture);
        if (Parse(expected) == value)
        {
            Assert.Equal(expected, written);
            return;
        }

        // .NET drops a digit too many of some powers of two, such as 2^-25: no 16 digits read back as the number.
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1));
        Assert.NotEqual(value, Parse(value.ToString("E15", CultureInfo.InvariantCulture)));
        Assert.Equal(value, Parse(written));
        Assert.Equal(17, written.Split('E')[0].Count(char.IsAsciiDigit));
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
