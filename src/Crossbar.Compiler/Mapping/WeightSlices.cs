namespace Crossbar.Compiler.Mapping;

/// <summary>
/// The digits of whole weights, n = Σ 2^(c·q)·d_q with c bits per cell (next to FPSA's and ISAAC's: Ji et al., ASPLOS 2019; Shafiee et al., ISCA 2016). Where the
/// sign of a weight is a place of its own they are the digits of its magnitude; else those of n + Z. A reference column subtracts R of each digit,
/// and what is left, times the sum of the inputs, is subtracted digitally. Where there are several digits R is half of the greatest one, so that positive and negative
/// rests have nothing in common, and Z half of what they can count: half a unit is left. A single digit leaves nothing. Without a reference column, or where devices
/// have no such level, R is 0, and Z the least offset that leaves no weight of the output negative.
/// </summary>
/// <param name="Weights">The whole weights.</param>
/// <param name="Count">Number of digits.</param>
/// <param name="CellBits">Bits of a digit.</param>
/// <param name="Offsets">Z of each output; empty where signs have places of their own.</param>
/// <param name="Reference">R.</param>
internal sealed record WeightSlices(WholeWeights Weights, int Count, int CellBits, ImmutableArray<int> Offsets, double Reference) : IWeightParts
{
    /// <inheritdoc/>
    public double ZeroLevel => Reference / MaxDigit;

    private int MaxDigit => MaxDigitOf(CellBits);

    /// <summary>The digits of a layer's weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights as whole numbers.</param>
    /// <param name="subtraction">Whether the sign of a weight is a place of its own, and whether a reference column is subtracted.</param>
    /// <param name="options">Bits of weights and cells.</param>
    /// <param name="levels">Levels of the devices, 0 for a continuum.</param>
    public static WeightSlices Of(Convolution layer, WholeWeights weights, CurrentSubtraction subtraction, MappingOptions options, int levels)
    {
        var hasPairs = subtraction is CurrentSubtraction.ColumnPair or CurrentSubtraction.ArrayPair;
        var (count, bits) = (options.SlicesOf(hasPairs), options.CellBits);
        if (hasPairs)
            return new WeightSlices(weights, count, bits, [], 0);
        var middle = 1 << ((bits * count) - 1);
        var reference = count == 1 ? middle : MaxDigitOf(bits) / 2.0;
        if (subtraction == CurrentSubtraction.ReferenceColumn && IsLevel(reference / MaxDigitOf(bits), levels))
            return new WeightSlices(weights, count, bits, [.. Enumerable.Repeat(middle, layer.Outputs)], reference);
        return new WeightSlices(weights, count, bits, [.. Enumerable.Range(0, layer.Outputs).Select(j => LeastOffset(layer, weights, j))], 0);
    }

    /// <inheritdoc/>
    public float PartOf(int output, float weight, int slice)
    {
        var whole = Weights.Of(output, weight);
        return (float)(UnitOf(output, slice) * (Offsets.IsEmpty
            ? Math.Sign(whole) * DigitOf(Math.Abs(whole), slice)
            : DigitOf(whole + Offsets[output], slice) - DigitOf(Offsets[output], slice)));
    }

    /// <inheritdoc/>
    public double ScaleOf(int output, int slice) => 1 / (MaxDigit * UnitOf(output, slice));

    /// <inheritdoc/>
    public float ZeroWeightOf(int output, int slice) => Offsets.IsEmpty ? 0 : (float)((Reference - DigitOf(Offsets[output], slice)) * UnitOf(output, slice));

    private static bool IsLevel(double value, int levels) => levels == 0 || Math.Abs((value * (levels - 1)) - Math.Round(value * (levels - 1))) < 1e-9;

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
