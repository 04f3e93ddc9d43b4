using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// A tile in whole numbers: its ADC's code is clamp(floor(Σ codes·Slices + zero + ½), 0, MaxCode), all sums exact; the code times
/// <see cref="Multipliers"/> is the tile's share of the layer's sums.
/// </summary>
public sealed record FixedPointTile
{
    private CodeSlices? _slices;

    /// <summary>What the tile computes.</summary>
    public required EffectiveTile Effective { get; init; }

    /// <summary>ADC codes of one DAC code, in pieces that single precision sums up exactly: cut when they are first asked for.</summary>
    public CodeSlices Slices => LazyInitializer.EnsureInitialized(ref _slices, () => CodeSlices.Of(Effective)!);

    /// <summary>What gives its rows their codes.</summary>
    public required FixedPointDac Dac { get; init; }

    /// <summary>Units of the layer's sums per ADC code, one per output.</summary>
    public required ImmutableArray<long> Multipliers { get; init; }

    /// <summary>Units of the layer's sums per DAC code of any row, one per output; empty where nothing is subtracted digitally.</summary>
    public required ImmutableArray<long> InputSumMultipliers { get; init; }

    /// <summary>The greatest sum of the tile's DAC codes.</summary>
    public int MaxInputSum => Effective.Tile.RowCount * Dac.MaxCode;

    /// <summary>The code of no current before it is rounded, exact in double precision.</summary>
    /// <param name="output">The output.</param>
    public double ZeroOf(int output)
    {
        double zero = 0;
        foreach (var slice in Slices.Zero)
            zero += slice[output];
        return zero;
    }

    /// <summary>ADC codes of one DAC code, exact in double precision.</summary>
    /// <param name="row">The row, in the kernel's order.</param>
    /// <param name="output">The output.</param>
    public double CodesOf(int row, int output)
    {
        double codes = 0;
        foreach (var slice in Slices.Codes)
            codes += slice[(row * Effective.Tile.OutputCount) + output];
        return codes;
    }
}
