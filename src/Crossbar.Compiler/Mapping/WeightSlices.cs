namespace Crossbar.Compiler.Mapping;

/// <summary>
/// The digits of whole weights, n = Σ 2^(c·q)·d_q with c bits per cell (next to FPSA's and ISAAC's: Ji et al., ASPLOS 2019; Shafiee et al., ISCA 2016). Where the
/// sign of a weight is a place of its own they are the digits of its magnitude; else those of n + Z. A reference column subtracts R of each digit,
/// and what is left, times the sum of the inputs, is subtracted digitally. Where there are several digits R is half of the greatest one, or the level of the devices next to it, so that
/// the rests have little in common, and Z half of what they can count: half a unit is left, or little more. A single digit leaves nothing. Without a reference column, or where the
/// devices have no level near the middle, R is 0, and Z the least offset that leaves no weight of the output negative.
/// </summary>
/// <param name="Weights">The whole weights.</param>
/// <param name="Count">Number of digits.</param>
/// <param name="CellBits">Bits of a digit.</param>
/// <param name="Offsets">Z of each output; empty where signs have places of their own.</param>
/// <param name="Reference">R.</param>
internal sealed record WeightSlices(WholeWeights Weights, int Count, int CellBits, ImmutableArray<int> Offsets, double Reference) : IWeightParts
{
    // Of a digit. What a reference column is off by, all outputs are: with levels as coarse as this it does more harm (ResNet-20, 8/2 with 16 levels: 86.99 instead of 87.33 %).
    private const double Coarse = 0.05;

    /// <inheritdoc/>
    public double ZeroLevel => Reference / MaxDigit;

    private int MaxDigit => MaxDigitOf(CellBits);

    /// <summary>The digits of a layer's weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights as whole numbers.</param>
    /// <param name="hasPairs">Whether the sign of a weight is a place of its own.</param>
    /// <param name="hasReference">Whether a reference column is subtracted before the ADC.</param>
    /// <param name="options">Bits of weights and cells.</param>
    /// <param name="levels">Levels of the devices, 0 for a continuum.</param>
    public static WeightSlices Of(Convolution layer, WholeWeights weights, bool hasPairs, bool hasReference, MappingOptions options, int levels)
    {
        var (count, bits) = (options.SlicesOf(hasPairs), options.CellBits);
        if (hasPairs)
            return new WeightSlices(weights, count, bits, [], 0);
        var middle = 1 << ((bits * count) - 1);
        var reference = count == 1 ? middle : LevelNextTo(MaxDigitOf(bits) / 2.0, MaxDigitOf(bits), levels);
        if (!hasReference || (count > 1 && Math.Abs(reference - (MaxDigitOf(bits) / 2.0)) > Coarse))
            return new WeightSlices(weights, count, bits, [.. Enumerable.Range(0, layer.Outputs).Select(j => LeastOffset(layer, weights, j))], 0);
        return new WeightSlices(weights, count, bits, [.. Enumerable.Repeat(middle, layer.Outputs)], reference);
    }

    /// <inheritdoc/>
    public float PartOf(int output, float weight, int slice)
    {
        var whole = Weights.Of(output, weight);
        return Offsets.IsEmpty
            ? (float)(UnitOf(output, slice) * Math.Sign(whole) * DigitOf(Math.Abs(whole), slice))
            : (float)((UnitOf(output, slice) * (DigitOf(whole + Offsets[output], slice) - Reference)) + RestOf(output, slice));
    }

    /// <inheritdoc/>
    public double ScaleOf(int output, int slice) => 1 / (MaxDigit * UnitOf(output, slice));

    /// <inheritdoc/>
    public float ZeroWeightOf(int output, int slice) => Offsets.IsEmpty ? 0 : (float)RestOf(output, slice);

    // What a digit of R is short of its share of a weight: where a reference column has taken the most of Z off, what is left of it is the least digit's.
    private double RestOf(int output, int slice)
    {
        if (Reference == 0)
            return -DigitOf(Offsets[output], slice) * UnitOf(output, slice);
        return slice > 0 ? 0 : ((Reference * ((1L << (CellBits * Count)) - 1) / MaxDigit) - Offsets[output]) * UnitOf(output, 0);
    }

    private static double LevelNextTo(double digit, int maxDigit, int levels) =>
        levels == 0 ? digit : Math.Round(digit / maxDigit * (levels - 1), MidpointRounding.AwayFromZero) / (levels - 1) * maxDigit;

    private static int LeastOffset(Convolution layer, WholeWeights weights, int output)
    {
        var offset = 0;
        foreach (var weight in layer.Weights.AsSpan().Slice(output * layer.KernelLength, layer.KernelLength))
            offset = Math.Max(offset, -weights.Of(output, weight));
        return offset;
    }

    private static int MaxDigitOf(int bits) => (1 << bits) - 1;

    private int DigitOf(int whole, int slice) => (whole >> (CellBits * slice)) & MaxDigit;

    private double UnitOf(int output, int slice) => Weights.UnitOf(output) * (1 << (CellBits * slice));
}
