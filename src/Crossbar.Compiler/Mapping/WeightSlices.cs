namespace Crossbar.Compiler.Mapping;

/// <summary>
/// The digits of whole weights, n = Σ 2^(c·q)·d_q with c bits per cell (next to FPSA's and ISAAC's: Ji et al., ASPLOS 2019; Shafiee et al., ISCA 2016). Where the
/// sign of a weight is a place of its own they are the digits of its magnitude; else those of n + Z, Z being the least offset that leaves no weight
/// of the output negative, and Z times the sum of the inputs is subtracted digitally.
/// </summary>
/// <param name="Weights">The whole weights.</param>
/// <param name="Count">Number of digits.</param>
/// <param name="CellBits">Bits of a digit.</param>
/// <param name="Offsets">Z of each output; empty where signs have places of their own.</param>
internal sealed record WeightSlices(WholeWeights Weights, int Count, int CellBits, ImmutableArray<int> Offsets) : IWeightParts
{
    private int MaxDigit => (1 << CellBits) - 1;

    /// <summary>The digits of a layer's weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights as whole numbers.</param>
    /// <param name="hasPairs">Whether the sign of a weight is a place of its own.</param>
    /// <param name="options">Bits of weights and cells.</param>
    public static WeightSlices Of(Convolution layer, WholeWeights weights, bool hasPairs, MappingOptions options)
    {
        var offsets = new int[hasPairs ? 0 : layer.Outputs];
        for (var j = 0; j < offsets.Length; j++)
        {
            foreach (var weight in layer.Weights.AsSpan().Slice(j * layer.KernelLength, layer.KernelLength))
                offsets[j] = Math.Max(offsets[j], -weights.Of(j, weight));
        }

        return new WeightSlices(weights, options.SlicesOf(hasPairs), options.CellBits, [.. offsets]);
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
    public float ZeroWeightOf(int output, int slice) => Offsets.IsEmpty ? 0 : (float)(-DigitOf(Offsets[output], slice) * UnitOf(output, slice));

    private int DigitOf(int whole, int slice) => (whole >> (CellBits * slice)) & MaxDigit;

    private double UnitOf(int output, int slice) => Weights.UnitOf(output) * (1 << (CellBits * slice));
}
