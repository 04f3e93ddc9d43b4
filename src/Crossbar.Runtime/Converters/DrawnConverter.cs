using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Converters;

/// <summary>
/// A binary-weighted converter as it was built. Its level of code c, in LSB, is offset + (1 + gain)·(Σ w_i + bow(c)), the sum over the bits of c. Bits are made of
/// 2^i unit elements each with a mismatch of its own, so that w_i = 2^i·(1 + e_i), σ(e_i) = s/√2^i; the bow is a polynomial of third order. Both are taken from
/// the line through the converter's ends, which so stay where offset and gain put them.
/// </summary>
public sealed class DrawnConverter
{
    // x(1−x)(1−2x) is at most √3/18 on [0, 1].
    private static readonly double ThirdOrder = 6 * Math.Sqrt(3);

    // Keep converters apart from what else the seed decides, and from each other.
    private const int DacSalt = 0x0DAC;
    private const int AdcSalt = 0x0ADC;

    private readonly double[] _weights;

    // Of 4x(1−x) and of 6√3·x(1−x)(1−2x), x being the code's share of the highest.
    private readonly double _second;
    private readonly double _third;
    private readonly double _perCode;

    /// <summary>Draws a converter. The same numbers are drawn whichever errors there are, so that one of them changes none of the others.</summary>
    /// <param name="spread">How far it may be from what was designed.</param>
    /// <param name="bits">Its resolution, 1 to 16.</param>
    /// <param name="random">Its random numbers.</param>
    public DrawnConverter(ConverterSpread spread, int bits, RandomSequence random)
    {
        ArgumentNullException.ThrowIfNull(spread);
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 16);
        MaxCode = (1 << bits) - 1;
        _perCode = 1.0 / MaxCode;
        (Offset, Gain) = (spread.Offset * random.NextNormal(), spread.Gain * random.NextNormal());

        var (size, angle) = (random.NextNormal(), 2 * Math.PI * random.NextUniform());
        var (second, third) = (Math.Cos(angle), Math.Sin(angle));
        var scale = bits == 1 ? 0 : spread.Inl * size / GreatestBow(second, third);
        (_second, _third) = (second * scale, third * scale);

        _weights = new double[bits];
        double sum = 0;
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            _weights[bit] = UnitMismatch(spread.Dnl, bits) * random.NextNormal() / Math.Sqrt(1 << bit);
            sum += (1 << bit) * _weights[bit];
        }

        for (var bit = 0; bit < bits; bit++)
            _weights[bit] = (1 << bit) * (1 + _weights[bit] - (sum * _perCode));
        Line = BestLine();
    }

    /// <summary>Draws the driver of a row.</summary>
    /// <param name="variation">The chip's converters.</param>
    /// <param name="bits">Bits of the driver.</param>
    /// <param name="layer">The layer's position in the network (NetworkDesign.Layers).</param>
    /// <param name="row">The row, counted over all groups: it is driven once, whichever arrays it goes to.</param>
    public static DrawnConverter OfRow(ConverterVariation variation, int bits, int layer, int row)
    {
        ArgumentNullException.ThrowIfNull(variation);
        return new DrawnConverter(variation.Errors.Dac, bits, RandomSequence.For(variation.Seed ^ DacSalt, layer, row));
    }

    /// <summary>Draws the ADC of a column, the same for all columns that share it.</summary>
    /// <param name="chip">The chip, with its converters.</param>
    /// <param name="bits">Its resolution.</param>
    /// <param name="layer">The layer's position in the network (NetworkDesign.Layers).</param>
    /// <param name="tile">The tile's number in the layer.</param>
    /// <param name="output">The column, counted from the tile's first.</param>
    public static DrawnConverter OfColumn(HardwareDesign chip, int bits, int layer, int tile, int output)
    {
        ArgumentNullException.ThrowIfNull(chip);
        var variation = chip.Converters ?? throw new ArgumentException("The chip has converters as designed.", nameof(chip));
        return new DrawnConverter(variation.Errors.Adc, bits, RandomSequence.For(variation.Seed ^ AdcSalt, layer, tile).Part(output / chip.ColumnsPerAdc));
    }

    /// <summary>The highest code.</summary>
    public int MaxCode { get; }

    /// <summary>The level of code 0, in LSB.</summary>
    public double Offset { get; }

    /// <summary>Relative error of the distance between the levels of both ends.</summary>
    public double Gain { get; }

    /// <summary>Its best straight line, least squares over all codes: level ≈ Offset + Gain·code, in LSB.</summary>
    public (double Offset, double Gain) Line { get; }

    /// <summary>What each bit weighs, from the least, in LSB; before offset and gain.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The bow, in LSB before offset and gain: x·(1 − x)·(Even + Odd·(1 − 2x)), x being the code's share of the highest.</summary>
    public (double Even, double Odd) BowFactors => (4 * _second, ThirdOrder * _third);

    /// <summary>The level of a code, in LSB: what a DAC puts out, and half an LSB above the input from which on an ADC gives this code.</summary>
    /// <param name="code">The code.</param>
    public double Level(int code) => Offset + ((1 + Gain) * Shape(code));

    /// <summary>
    /// The code of an ADC by successive approximation: from the highest bit on, a bit is kept where the input is not below the level of the code with it, less
    /// half an LSB. Where levels do not rise some codes are never given, as in converters that are built.
    /// </summary>
    /// <param name="place">The input, in LSB above the input of code 0 as designed.</param>
    public int Code(double place)
    {
        var input = ((place - Offset) / (1 + Gain)) + 0.5;
        double kept = 0;
        var code = 0;
        for (var bit = _weights.Length - 1; bit >= 0; bit--)
        {
            var trial = code | (1 << bit);
            if (!(input >= kept + _weights[bit] + Bow(trial)))
                continue;
            (code, kept) = (trial, kept + _weights[bit]);
        }

        return code;
    }

    /// <summary>
    /// Integral and differential nonlinearity at their worst, in LSB: of levels from the best straight line, in units of its slope, and of steps between
    /// neighbouring levels from that slope (IEEE Std 1241).
    /// </summary>
    public (double Inl, double Dnl) WorstNonlinearity()
    {
        double inl = 0, dnl = 0;
        for (var code = 0; code <= MaxCode; code++)
        {
            inl = Math.Max(inl, Math.Abs(((Level(code) - Line.Offset) / Line.Gain) - code));
            if (code > 0)
                dnl = Math.Max(dnl, Math.Abs(((Level(code) - Level(code - 1)) / Line.Gain) - 1));
        }

        return (inl, dnl);
    }

    // From line to line: 0 and the highest code for the ends.
    private double Shape(int code)
    {
        double sum = 0;
        for (var bit = 0; bit < _weights.Length; bit++)
        {
            if ((code >> bit & 1) != 0)
                sum += _weights[bit];
        }

        return sum + Bow(code);
    }

    private double Bow(int code)
    {
        var x = code * _perCode;
        var (even, odd) = BowFactors;
        return x * (1 - x) * (even + (odd * (1 - (2 * x))));
    }

    // The step at mid-scale is 1 + 2^(b−1)·e_(b−1) − Σ 2^i·e_i of the bits below − Σ 2^i·e_i/N of all, N = 2^b − 1: its variance is s²·(N − 1/N).
    private static double UnitMismatch(double dnl, int bits)
    {
        double highest = (1 << bits) - 1;
        return bits == 1 ? 0 : dnl / Math.Sqrt(highest - (1 / highest));
    }

    // Of a·4x(1−x) + b·6√3·x(1−x)(1−2x) on [0, 1]: where its derivative is 0, which is of second order.
    private static double GreatestBow(double a, double b)
    {
        var (c0, c1, c2) = ((4 * a) + (ThirdOrder * b), -(8 * a) - (6 * ThirdOrder * b), 6 * ThirdOrder * b);
        double greatest = 0;
        // By the form that divides by no difference: c2 may be 0.
        var root = Math.Sqrt(Math.Max(0, (c1 * c1) - (4 * c2 * c0)));
        var half = -0.5 * (c1 + (c1 < 0 ? -root : root));
        foreach (var x in new[] { c0 / half, half / c2 })
        {
            if (x is > 0 and < 1)
                greatest = Math.Max(greatest, Math.Abs(x * (1 - x) * ((4 * a) + (ThirdOrder * b * (1 - (2 * x))))));
        }

        return greatest;
    }

    // Bits of evenly spread codes are independent; of the bow, the even part has a mean and the odd one goes with the code.
    private (double Offset, double Gain) BestLine()
    {
        double n = MaxCode;
        double covariance = 0;
        for (var bit = 0; bit < _weights.Length; bit++)
            covariance += (1 << bit) * _weights[bit] / 4;
        var second = ((2 * n) + 1) / (6 * n);
        var third = (n + 1) / (4 * n);
        var fourth = ((2 * n) + 1) * ((3 * n * n) + (3 * n) - 1) / (30 * n * n * n);
        covariance += n * ThirdOrder * _third * (second - (3 * third) + (2 * fourth));
        var slope = covariance / (n * (n + 2) / 12);
        var mean = (n / 2) + (4 * _second * (0.5 - second));
        return (Offset + ((1 + Gain) * (mean - (slope * n / 2))), (1 + Gain) * slope);
    }
}
