namespace Crossbar.Compiler.Options;

/// <summary>The input for which <c>Conversion=Signal</c> makes every cell pass its ideal current.</summary>
public sealed record ConversionSignal
{
    /// <summary>The paper's signal for its 144×16 arrays (its table 5): a tenth of full scale in every row.</summary>
    public static ConversionSignal Default { get; } = new() { Values = [0.1] };

    /// <summary>The mean of the calibration data, row by row.</summary>
    public static ConversionSignal Mean { get; } = new() { IsMean = true };

    /// <summary>Whether it is the mean of the calibration data.</summary>
    public bool IsMean { get; init; }

    /// <summary>Shares of the full-scale voltage: one for all rows, or one per row of the unrolled kernel; empty for the mean.</summary>
    public ImmutableArray<double> Values { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        IsMean ? nameof(Mean) : string.Join(',', Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
