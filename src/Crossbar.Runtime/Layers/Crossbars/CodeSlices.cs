namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// A tile's codes cut into slices of few bits, so that every sum of DAC codes times a slice is exact in single precision: the same in any
/// order, fused or not, on any machine (the error-free splitting of Ozaki, Ogita, Oishi and Rump, Numerical Algorithms 59, 2012, with the DAC
/// codes as the other factor, which are whole numbers already). With sᵢ the sum of slice i, the ADC's code before it is clamped is
/// r₁ + r₂ + … with f₁ = s₁, rᵢ = round(fᵢ), fᵢ₊₁ = (fᵢ − rᵢ) + sᵢ₊₁: all exact but the last rounding.
/// </summary>
public sealed class CodeSlices
{
    // Whole multiples of a unit are exact up to 2^24 of them.
    private const int Precision = 24;

    // Standard deviation, in ADC codes, of what rounding to the last slice's unit may do to a sum. (An ideal ADC's code is 1/4096 of its
    // range, of which this is 2^-24.) A remainder of half a code leaves room for units of 2^-24 codes and no finer ones.
    private const double Tolerance = 1.0 / 4096;

    // So many units' worth of DAC codes leave every slice at least two bits, so that the unit falls with each until it is fine enough.
    private const int MaxCodes = 1 << 21;

    private CodeSlices(ImmutableArray<ImmutableArray<float>> codes, ImmutableArray<ImmutableArray<float>> zero, ImmutableArray<ImmutableArray<float>> constants) =>
        (Codes, Zero, Constants) = (codes, zero, constants);

    /// <summary>Number of slices.</summary>
    public int Count => Codes.Length;

    /// <summary>For each slice, ADC codes of one DAC code, [RowCount, OutputCount] row-major.</summary>
    public ImmutableArray<ImmutableArray<float>> Codes { get; }

    /// <summary>For each slice, its part of the ADC's code of no current, one per output.</summary>
    public ImmutableArray<ImmutableArray<float>> Zero { get; }

    /// <summary>For each slice, its part of the ADC's code where all DAC codes are the code of activation 0, one per output.</summary>
    public ImmutableArray<ImmutableArray<float>> Constants { get; }

    /// <summary>How many rows exact sums have room for: rows times the highest DAC code are at most 2^21.</summary>
    /// <param name="dacBits">Resolution of the DACs in bits.</param>
    /// <returns>8,224 with 8 bits, 128 with 14, 32 with 16; none with ideal DACs (0 bits), whose codes are no whole numbers.</returns>
    public static int MaxRows(int dacBits) => dacBits == 0 ? 0 : MaxCodes / ((1 << dacBits) - 1);

    /// <summary>Cuts a tile's codes.</summary>
    /// <param name="tile">The tile.</param>
    /// <returns>The slices; null where there is no room for exact sums (<see cref="MaxRows"/>).</returns>
    public static CodeSlices? Of(EffectiveTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var (rows, outputs) = (tile.Tile.RowCount, tile.Tile.OutputCount);
        if (tile.Dac.IsIdeal || rows > MaxCodes / tile.Dac.MaxCode)
            return null;
        var rest = tile.Codes.ToArray();
        var zero = Array.ConvertAll(tile.Zero.ToArray(), code => (double)code);
        var codes = ImmutableArray.CreateBuilder<ImmutableArray<float>>();
        var zeros = ImmutableArray.CreateBuilder<ImmutableArray<float>>();
        var constants = ImmutableArray.CreateBuilder<ImmutableArray<float>>();
        var isFine = false;
        while (!isFine)
        {
            var (slice, whole, constant) = (new float[rest.Length], new float[outputs], new float[outputs]);
            isFine = true;
            for (var j = 0; j < outputs; j++)
                isFine &= Cut(tile.Dac.MaxCode, (int)tile.Dac.ZeroCode, rows, outputs, j, codes.Count > 0, rest, ref zero[j], slice, out whole[j], out constant[j]);
            codes.Add([.. slice]);
            zeros.Add([.. whole]);
            constants.Add([.. constant]);
        }

        return new CodeSlices(codes.ToImmutable(), zeros.ToImmutable(), constants.ToImmutable());
    }

    // Moves what one slice can hold of an output's column from `rest` to `slice`; whether what is left matters no longer, or no slice could take it.
    private static bool Cut(
        int maxCode, int zeroCode, int rows, int outputs, int j, bool hasRemainder, double[] rest, ref double zero, float[] slice, out float whole, out float constant)
    {
        // Codes are counted from 0 or from the code of activation 0, as padding wants it: both must be exact.
        var reach = zeroCode + (double)maxCode;
        var bound = Math.Abs(zero) + (hasRemainder ? 0.5 : 0);
        for (var i = 0; i < rows; i++)
            bound += Math.Abs(rest[(i * outputs) + j]) * reach;
        // Rounding may add half a unit to every term.
        var exponent = Math.Max(-Precision, (bound > 0 ? Math.ILogB(bound) + 1 : 0) - Precision);
        while (bound + (Math.ScaleB(0.5, exponent) * ((rows * reach) + 1)) > Math.ScaleB(1, exponent + Precision))
            exponent++;
        double sum = 0;
        for (var k = j; k < rest.Length; k += outputs)
        {
            var rounded = Math.ScaleB(Math.Round(Math.ScaleB(rest[k], -exponent)), exponent);
            slice[k] = (float)rounded;
            rest[k] -= rounded;
            sum += rounded;
        }

        whole = (float)Math.ScaleB(Math.Round(Math.ScaleB(zero, -exponent)), exponent);
        zero -= whole;
        constant = (float)(whole + (zeroCode * sum));
        return exponent <= -Precision || Math.ScaleB(maxCode, exponent) * Math.Sqrt(rows / 12.0) <= Tolerance;
    }
}
