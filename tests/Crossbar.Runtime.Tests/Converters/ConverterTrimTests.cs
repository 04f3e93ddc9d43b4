namespace Crossbar.Runtime.Tests.Converters;

/// <summary>What a first-order trim leaves of converters with an offset and a gain alone: rounding.</summary>
public sealed class ConverterTrimTests
{
    // Offset and gain of an ADC alone, codes in the range's middle: decoded with the measured line a current is its own to half a code and what the gain makes of it.
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_trimmed_adc_with_offset_and_gain_alone_decodes_to_half_a_code(int bits)
    {
        var range = new ConverterRange(-1e-5f, 3e-5f);
        for (var column = 0; column < 100; column++)
        {
            var chip = With(new() { Adc = new() { Offset = 2, Gain = 0.02 } }, ConverterTrim.FirstOrder);
            var adc = Adc.AsBuilt(range, bits, chip, 1, 2, column);
            var untrimmed = Adc.AsBuilt(range, bits, With(chip.Converters!.Errors, ConverterTrim.None), 1, 2, column);
            var designed = Adc.Of(range, bits, chip);
            double worst = 0;
            for (var k = 0; k <= 1000; k++)
            {
                var current = range.Minimum + (((0.4 + (0.2 * k / 1000)) * adc.MaxCode) * adc.Step);
                Assert.InRange(Math.Abs(adc.Digitise(current) - current) / adc.Step, 0, (0.5 * adc.CodeGain) + 1e-9);
                Assert.InRange(Math.Abs(designed.Digitise(current) - current) / adc.Step, 0, 0.5 + 1e-9);
                worst = Math.Max(worst, Math.Abs(untrimmed.Digitise(current) - current) / adc.Step);
            }

            // Untrimmed it is off by what was drawn.
            var error = Math.Abs(adc.CodeOffset + ((adc.CodeGain - 1) * adc.MaxCode / 2));
            Assert.True(worst >= error - 0.5 - (0.1 * adc.MaxCode * Math.Abs(adc.CodeGain - 1)));
        }
    }

    [Theory]
    [InlineData(InputEncoding.Amplitude)]
    [InlineData(InputEncoding.PulseWidth)]
    public void Trimmed_rows_with_offset_and_gain_alone_are_driven_to_half_a_code(InputEncoding encoding)
    {
        const int DacBits = 8;
        var spread = encoding == InputEncoding.Amplitude ? new ConverterSpread { Offset = 3, Gain = 0.02 } : new ConverterSpread { Gain = 0.02 };
        var hardware = With(new() { Dac = spread }, ConverterTrim.FirstOrder) with { Encoding = encoding };
        var (trimmed, bare) = (RowDrivers.Of(hardware, 4, 50, DacBits)!, RowDrivers.Of(hardware with { Converters = hardware.Converters! with { Trim = ConverterTrim.None } }, 4, 50, DacBits)!);
        var isWorse = false;
        for (var row = 0; row < 50; row++)
        {
            // Nothing is wrong with 0, and away from the upper end, at which a code that is corrected is cut off, with no other.
            Assert.Equal(0, trimmed.Level(row, 0) - trimmed.RestOf(row));
            for (var code = 1; code < 225; code++)
            {
                Assert.InRange(Math.Abs(trimmed.Level(row, code) - trimmed.RestOf(row) - code), 0, 0.5 * (1 + Math.Abs(trimmed[row].Gain)) + 1e-9);
                isWorse |= Math.Abs(bare.Level(row, code) - bare.RestOf(row) - code) > 2;
            }
        }

        Assert.True(isWorse);
    }

    private static HardwareDesign With(ConverterErrors errors, ConverterTrim trim) => new() { Converters = new ConverterVariation(errors, trim, 77) };
}
