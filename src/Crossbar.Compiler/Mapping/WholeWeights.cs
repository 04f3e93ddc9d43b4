namespace Crossbar.Compiler.Mapping;

/// <summary>
/// A layer's weights as whole numbers of few bits, each output's times a unit of its own (or all of a layer times one): w ≈ unit·n with |n| below half of
/// 2^bits. Weights that are such multiples of something already, as those of a quantised network are, keep their values.
/// </summary>
internal sealed class WholeWeights
{
    // How far single precision may have carried a multiple of the unit, as a share of the greatest weight.
    private const double Tolerance = 1e-6;

    private readonly double[] _units;

    private WholeWeights(double[] units, int max) => (_units, Max) = (units, max);

    /// <summary>The greatest magnitude of a whole number.</summary>
    public int Max { get; }

    /// <summary>Chooses the units of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="bits">Bits of the numbers, the sign among them: at least 2.</param>
    /// <param name="scale">Whether each output has a unit of its own, or the layer one.</param>
    public static WholeWeights Of(Convolution layer, int bits, WeightScale scale)
    {
        var max = (1 << (bits - 1)) - 1;
        var units = new double[layer.Outputs];
        if (scale == WeightScale.Array)
        {
            Array.Fill(units, UnitOf(layer.Weights.AsSpan(), max));
            return new WholeWeights(units, max);
        }

        for (var j = 0; j < units.Length; j++)
            units[j] = UnitOf(layer.Weights.AsSpan().Slice(j * layer.KernelLength, layer.KernelLength), max);
        return new WholeWeights(units, max);
    }

    /// <summary>What a weight of 1 stands for at an output.</summary>
    /// <param name="output">The output.</param>
    public double UnitOf(int output) => _units[output];

    /// <summary>The whole number nearest to a weight.</summary>
    /// <param name="output">The weight's output.</param>
    /// <param name="weight">The weight.</param>
    public int Of(int output, float weight) => (int)Math.Clamp(Math.Round(weight / _units[output]), -Max, Max);

    // The largest unit of which all weights are multiples, where there is one; else that with which the greatest weight is the greatest number.
    private static double UnitOf(ReadOnlySpan<float> weights, int max)
    {
        double greatest = 0;
        foreach (var weight in weights)
            greatest = Math.Max(greatest, Math.Abs(weight));
        if (greatest == 0)
            return 1;
        for (var count = 1; count < max; count++)
        {
            if (AreMultiples(weights, greatest / count, Tolerance * count))
                return greatest / count;
        }

        return greatest / max;
    }

    private static bool AreMultiples(ReadOnlySpan<float> weights, double unit, double tolerance)
    {
        foreach (var weight in weights)
        {
            var count = weight / unit;
            if (Math.Abs(count - Math.Round(count)) > tolerance)
                return false;
        }

        return true;
    }
}
