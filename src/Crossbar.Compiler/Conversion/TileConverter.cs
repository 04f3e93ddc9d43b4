using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Samples;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Conversion;

/// <summary>Turns the tiles of a layer into conductances to program, as the options say.</summary>
public static class TileConverter
{
    // Windows that nonlinear cells are converted for: several for each of an array's rows.
    private const int MaxWindows = 1024;

    /// <summary>Converts one tile.</summary>
    /// <param name="layer">The tile's layer.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="samples">What the layer sees of the calibration data; needed where <see cref="NeedsSamples"/> says so.</param>
    /// <param name="options">Conversion and its signal.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <exception cref="CompilationException">The target is physically impossible (CBX0009), or the signal does not fit (CBX0061).</exception>
    public static ConvertedTile Convert(MappedLayer layer, MappedTile tile, LayerSamples? samples, CompilerOptions options, HardwareDesign hardware)
    {
        try
        {
            return Convert(layer, tile, samples, Voltages(layer, samples, options.Converters, hardware), options, hardware);
        }
        catch (InfeasibleArrayException refusal)
        {
            throw new CompilationException([refusal.Describe(1, 1)]);
        }
    }

    /// <summary>What nonlinear cells are converted for; null where cells are linear.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="samples">What it sees of the calibration data.</param>
    /// <param name="converters">Resolution and ranges of the DACs.</param>
    /// <param name="hardware">The chip.</param>
    public static RowVoltages? Voltages(MappedLayer layer, LayerSamples? samples, ConverterOptions converters, HardwareDesign hardware) => !hardware.IsLinear
        ? RowVoltages.Of(layer.Rows, samples ?? throw new ArgumentNullException(nameof(samples)), converters, hardware)
        : null;

    /// <summary>Converts one tile of a layer whose voltages are known.</summary>
    /// <param name="layer">The tile's layer.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="samples">What the layer sees of the calibration data; needed where <see cref="NeedsSamples"/> says so.</param>
    /// <param name="voltages">See <see cref="Voltages"/>.</param>
    /// <param name="options">Conversion and its signal.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <exception cref="CompilationException">The signal does not fit (CBX0061).</exception>
    /// <exception cref="InfeasibleArrayException">The target is physically impossible.</exception>
    internal static ConvertedTile Convert(
        MappedLayer layer, MappedTile tile, LayerSamples? samples, RowVoltages? voltages, CompilerOptions options, HardwareDesign hardware)
    {
        var isOrdered = !IsPlaced(tile) && options.Conversion.LineOrder == LineOrder.Optimized && options.Conversion.Method != ConversionMethod.None;
        var arranged = isOrdered ? LineOrdering.Arrange(tile, hardware) : tile;
        // The same for every order of lines.
        var secant = voltages is null ? CellSecant.Linear : CellSecant.Of(Thinned(layer, arranged, voltages), hardware, tile.Layout.ArrayCount);
        var converted = options.Conversion.Method switch
        {
            ConversionMethod.None => IdealConversion.Convert(arranged, hardware, secant),
            ConversionMethod.MaxInput => SignalConversion.AtMaxInput(arranged, hardware, secant),
            ConversionMethod.Signal => SignalConversion.Convert(arranged, hardware, Signal(layer, arranged, samples, options), secant),
            _ => Exact(),
        };
        return options.Conversion.ConductanceLevels == 0
            ? converted
            : LevelRounding.Round(layer, converted, samples ?? throw new ArgumentNullException(nameof(samples)), options.Conversion.ConductanceLevels, options.Converters.DacRangeScope, hardware);

        ConvertedTile Exact()
        {
            var matched = ExactConversion.Convert(
                layer.Source.Name,
                isOrdered ? Arrangements(tile, arranged, options, hardware) : [arranged],
                secant.Linearised(hardware),
                new FeasibilityAdvice(options.Mapping, hardware));
            return voltages is null ? matched : NonlinearConversion.Correct(matched, Thinned(layer, matched.Mapped, voltages), secant, hardware);
        }
    }

    /// <summary>Whether a conversion looks at what the layer sees of the calibration data.</summary>
    public static bool NeedsSamples(CompilerOptions options) =>
        options.Conversion.ConductanceLevels > 0 || !options.ToHardware().IsLinear || (options.Conversion.Method == ConversionMethod.Signal && options.Conversion.Signal.IsMean);

    // What is tried in turn until one is exact. Analog peripherals have no digital half that could undo an inverted column.
    private static IEnumerable<MappedTile> Arrangements(MappedTile natural, MappedTile arranged, CompilerOptions options, HardwareDesign hardware)
    {
        yield return arranged;
        if (!arranged.Layout.RowOrder.IsEmpty || !arranged.Layout.LineOrder.IsEmpty)
            yield return natural;
        if (options.Netlist.Peripherals == PeripheralCircuits.Analog)
            yield break;
        foreach (var inverted in ColumnInversion.Of(natural, options.Mapping.Scale))
            yield return LineOrdering.Arrange(inverted, hardware);
    }

    // Windows evenly over the calibration data: more of them would tell little more.
    private static double[] Thinned(MappedLayer layer, MappedTile tile, RowVoltages voltages)
    {
        var stride = (voltages.Count + MaxWindows - 1) / MaxWindows;
        return voltages.OnWordLines(layer.RowsOf(tile), tile.Layout, 0, (voltages.Count + stride - 1) / stride, stride);
    }

    // Faults or spare columns have decided the order already.
    private static bool IsPlaced(MappedTile tile) => !tile.Layout.RowOrder.IsEmpty || !tile.Layout.LineOrder.IsEmpty;

    private static double[] Flat(int rows, double share)
    {
        var signal = new double[rows];
        Array.Fill(signal, share);
        return signal;
    }

    private static double[] Signal(MappedLayer layer, MappedTile tile, LayerSamples? samples, CompilerOptions options)
    {
        var values = options.Conversion.Signal.Values;
        if (options.Conversion.Signal.IsMean)
            return MeanSignal(layer, tile, samples ?? throw new ArgumentNullException(nameof(samples)), options.Converters.DacRangeScope);
        if (values.Length == 1)
            return Flat(tile.RowCount, values[0]);
        if (values.Length != layer.Source.KernelLength)
            throw new CompilationException(Descriptors.ConversionSignalLength, null, layer.Source.Name, layer.Source.KernelLength, values.Length);
        // Every group of a packed array has the same signal.
        return [.. Enumerable.Range(tile.FirstRow, tile.RowCount).Select(row => values[row % layer.Source.KernelLength])];
    }

    // The mean voltage of each row as a share of full scale: the activations over their own range with 0, for that of the DACs is chosen later.
    private static double[] MeanSignal(MappedLayer layer, MappedTile tile, LayerSamples samples, DacRangeScope scope)
    {
        var (low, high) = (0f, 0f);
        foreach (var activation in samples.MetBy(layer.RowsOf(tile), scope))
            (low, high) = (Math.Min(low, activation), Math.Max(high, activation));
        var range = new ConverterRange(low, high).WithZero();
        var signal = new double[tile.RowCount];
        for (var i = 0; i < signal.Length; i++)
        {
            double sum = 0;
            foreach (var activation in samples.Row((tile.Group * layer.Source.KernelLength) + tile.FirstRow + i))
                sum += activation - range.Minimum;
            signal[i] = sum / samples.Count / range.Width;
        }

        return signal;
    }
}
