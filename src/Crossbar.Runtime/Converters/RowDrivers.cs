namespace Crossbar.Runtime.Converters;

/// <summary>
/// The DACs of a layer's rows as a chip was built with them, one per row, whichever arrays it goes to. Where time tells inputs
/// (<see cref="HardwareDesign.IsTimed"/>) a driver has the one level of a row that is on, and what is corrected is the time. Before linear cells that level is a part of
/// the mean that stands for the read; before others a circuit is solved at it (<see cref="AmplitudeOf"/>).
/// </summary>
public sealed class RowDrivers
{
    // Levels of more codes than that are computed each time.
    private const int MaxTableBits = 10;

    private readonly DrawnConverter[] _drawn;
    private readonly bool _isTimed;
    private readonly bool _hasAmplitudes;
    private readonly bool _isTrimmed;
    private readonly int _maxCode;
    private readonly double[]? _levels;

    private RowDrivers(HardwareDesign chip, ConverterVariation variation, int layer, int rows, int dacBits)
    {
        var bits = chip.DriverBitsOf(dacBits);
        _drawn = new DrawnConverter[rows];
        for (var row = 0; row < rows; row++)
            _drawn[row] = DrawnConverter.OfRow(variation, bits, layer, row);
        (_isTimed, _hasAmplitudes, _isTrimmed) = (chip.IsTimed, chip is { IsTimed: true, IsLinear: false }, variation.Trim == ConverterTrim.FirstOrder);
        _maxCode = (1 << (_isTimed ? dacBits : bits)) - 1;
        NoiseSigma = variation.Errors.Dac.Noise;
        if (_maxCode >= 1 << MaxTableBits)
            return;
        var levels = new double[rows * (_maxCode + 1)];
        for (var k = 0; k < levels.Length; k++)
            levels[k] = Compute(k / (_maxCode + 1), k % (_maxCode + 1));
        _levels = levels;
    }

    /// <summary>Standard deviation of what each conversion adds, in codes.</summary>
    public double NoiseSigma { get; }

    /// <summary>Draws the DACs of a layer's rows.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="layer">The layer's position in the network (NetworkDesign.Layers).</param>
    /// <param name="rows">The layer's rows, over all groups.</param>
    /// <param name="dacBits">Resolution of the DACs.</param>
    /// <returns>Null for DACs as designed.</returns>
    public static RowDrivers? Of(HardwareDesign chip, int layer, int rows, int dacBits)
    {
        ArgumentNullException.ThrowIfNull(chip);
        return chip.Converters is { Errors.Dac.IsNone: false } variation && dacBits > 0 ? new RowDrivers(chip, variation, layer, rows, dacBits) : null;
    }

    /// <summary>What a row is driven with for a code, in units of codes: the level of its DAC, or where time tells inputs the mean over the read, before cells that are not linear the time.</summary>
    /// <param name="row">The row.</param>
    /// <param name="code">The code, or the digit of it that a pulse sends; whole.</param>
    public double Level(int row, double code) => _levels is null ? Compute(row, (int)code) : _levels[(row * (_maxCode + 1)) + (int)code];

    /// <summary>
    /// What a row is driven with for code 0, in codes, where a first-order trim knows it: what columns carry then is a constant, which the digital half takes
    /// away. 0 where nothing is trimmed, and where time tells inputs.
    /// </summary>
    /// <param name="row">The row.</param>
    public double RestOf(int row) => _isTrimmed && !_isTimed ? _drawn[row].Level(0) : 0;

    /// <summary>What the voltage of a row that is on is of that designed, where time tells inputs to cells that are not linear; else 1.</summary>
    /// <param name="row">The row.</param>
    public double AmplitudeOf(int row) => _hasAmplitudes ? 1 + _drawn[row].Gain : 1;

    /// <summary>A row's converter.</summary>
    /// <param name="row">The row.</param>
    public DrawnConverter this[int row] => _drawn[row];

    /// <summary>The amplitudes (<see cref="AmplitudeOf"/>) of an array's word lines as they lie on the wires; none where all are 1.</summary>
    /// <param name="firstRow">The first of the layer's rows that they stand for.</param>
    /// <param name="rows">How many.</param>
    /// <param name="inputOf">The input that drives a word line.</param>
    public ImmutableArray<double> Amplitudes(int firstRow, int rows, Func<int, int> inputOf) =>
        _hasAmplitudes ? [.. Enumerable.Range(0, rows).Select(wordLine => AmplitudeOf(firstRow + inputOf(wordLine)))] : [];

    private double Compute(int row, int code)
    {
        var drawn = _drawn[row];
        // The offset is a constant, and stays (RestOf): there is no code below 0, which most activations have.
        if (_isTrimmed)
            code = (int)Math.Clamp(Math.Round(code / (_isTimed ? 1 + drawn.Gain : drawn.Line.Gain)), 0, _maxCode);

        return !_isTimed ? drawn.Level(code) : _hasAmplitudes ? code : code * (1 + drawn.Gain);
    }
}
