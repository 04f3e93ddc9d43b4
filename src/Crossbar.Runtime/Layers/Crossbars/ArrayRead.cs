namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// The reference model of one read of a tile, written to be read: activations become DAC codes, codes volts, volts the currents that the ADCs see,
/// currents ADC codes, and codes the tile's share of the layer's output. Everything is in double precision, one number after the other.
/// The kernels of linear cells compute the same in another order and in single precision: their ADC codes are these but where a current lies so
/// close to the middle between two codes (about 1e-4 of a code) that single precision makes it either.
/// Converters as a chip was built with them (<see cref="HardwareDesign.Converters"/>) are those of its rows and columns. Noise of cells and of converters is left to
/// the kernels.
/// </summary>
public sealed class ArrayRead
{
    private readonly ImmutableArray<ColumnReadout> _columns;
    private readonly Adc[] _adcs;
    private readonly TileCircuit _circuit;
    private readonly RowDrivers? _drivers;
    private readonly int _firstRow;

    // What each output's ADC sees of rows at code 0 where that is known and taken away, in ampere; null for nothing.
    private readonly double[]? _rest;

    /// <summary>Prepares a tile: errors of its cells are drawn, and the circuit of linear ones is solved where its transfer matrix is not known.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="number">The tile's number in it.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <param name="pulse">Which of the pulses that tell the activations.</param>
    public ArrayRead(CrossbarConvolution layer, int number, LayerContext context, int pulse = 0)
        : this(layer, number, context, pulse, layer.DriversOf(context))
    {
    }

    private ArrayRead(CrossbarConvolution layer, int number, LayerContext context, int pulse, RowDrivers? drivers)
        : this(layer, number, context, pulse, drivers, TileCircuit.Of(layer, number, context, drivers))
    {
    }

    /// <summary>Prepares a tile whose circuit is solved.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="number">The tile's number in it.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <param name="pulse">Which of the pulses that tell the activations.</param>
    /// <param name="drivers">The layer's DACs where they are not as designed (<see cref="CrossbarConvolution.DriversOf"/>).</param>
    /// <param name="circuit">The tile's arrays.</param>
    internal ArrayRead(CrossbarConvolution layer, int number, LayerContext context, int pulse, RowDrivers? drivers, TileCircuit circuit)
    {
        Tile = layer.Tiles[number];
        Layout = Tile.Layout;
        Dac = Dac.Of(layer.InputRangeOf(Tile), context.Options.DacBits ?? layer.DacBits, context.Hardware, pulse);
        var (bits, chip) = (context.Options.AdcBits ?? layer.AdcBits, context.Chip);
        _columns = [.. Tile.ColumnsOf(pulse)];
        _adcs = [.. _columns.Select((column, j) => Adc.AsBuilt(column.AdcRange, bits, chip, context.Index, number, j))];
        (_drivers, _circuit, _firstRow) = (drivers, circuit, layer.RowOf(Tile));
        var rest = new double[drivers is null ? 0 : Layout.RowCount];
        for (var i = 0; i < rest.Length; i++)
            rest[i] = drivers!.RestOf(_firstRow + i) * Dac.VoltPerCode;
        _rest = rest.AsSpan().ContainsAnyExcept(0) ? Currents(rest) : null;
    }

    /// <summary>The tile.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Which of its lines stand for what.</summary>
    public ArrayLayout Layout { get; }

    /// <summary>The DACs of its rows.</summary>
    public Dac Dac { get; }

    /// <summary>The DAC codes of activations.</summary>
    /// <param name="activations">Those of the tile's inputs, [M].</param>
    /// <returns>[M]; not whole with ideal DACs.</returns>
    public double[] Codes(ReadOnlySpan<float> activations)
    {
        var codes = new float[activations.Length];
        Dac.Convert(activations, codes);
        return Array.ConvertAll(codes, code => (double)code);
    }

    /// <summary>
    /// The voltages that DACs give for codes, in volt; where time tells inputs their mean, for cells that are not linear with rows that are on at the voltage designed.
    /// </summary>
    /// <param name="codes">[M].</param>
    public double[] Volts(ReadOnlySpan<double> codes)
    {
        var volts = new double[codes.Length];
        for (var i = 0; i < volts.Length; i++)
            volts[i] = (_drivers?.Level(_firstRow + i, codes[i]) ?? codes[i]) * Dac.VoltPerCode;
        return volts;
    }

    /// <summary>What the ADCs see, what is subtracted subtracted.</summary>
    /// <param name="volts">Voltages of the tile's inputs in the kernel's order, [M], in volt.</param>
    /// <returns>[N], in ampere.</returns>
    public double[] Currents(ReadOnlySpan<double> volts) => _circuit.Transfer is { } transfer ? Multiply(transfer, volts) : Solve(volts);

    /// <summary>
    /// The ADC's code of a current before it is rounded, clamped to the codes that there are; with an ideal ADC its place in the range, not clamped; of one as it was
    /// built where it should be.
    /// </summary>
    /// <param name="output">The output.</param>
    /// <param name="current">What its ADC sees, in ampere.</param>
    public double Place(int output, double current) => _adcs[output].Place(current);

    /// <summary>The ADC's code of a current; with an ideal ADC its place in the range.</summary>
    /// <param name="output">The output.</param>
    /// <param name="current">What its ADC sees, in ampere.</param>
    public double Code(int output, double current) => _adcs[output].Code(current);

    /// <summary>Standard deviation of what each conversion of an output's ADC adds to a current, in ampere.</summary>
    /// <param name="output">The output.</param>
    public double AdcNoise(int output) => _adcs[output].NoiseSigma;

    /// <summary>What an output's ADC makes of a current: the current that its code is decoded to, less what is known of rows at code 0, in ampere.</summary>
    /// <param name="output">The output.</param>
    /// <param name="current">What its ADC sees, in ampere.</param>
    public double Digitise(int output, double current) => _adcs[output].Digitise(current) - (_rest is null ? 0 : _rest[output]);

    /// <summary>The tile's share of an output of the layer: the current decoded and fitted, the offset of negative inputs taken out.</summary>
    /// <param name="output">The output, counted from the tile's first.</param>
    /// <param name="digitised">See <see cref="Digitise"/>.</param>
    /// <param name="codeSum">Sum of the DAC codes of the read.</param>
    public double Value(int output, double digitised, double codeSum)
    {
        var column = _columns[output];
        var decoded = _circuit.Gain * digitised * Dac.Step / (Dac.VoltPerCode * column.Scale);
        if (Tile.Subtraction == CurrentSubtraction.None)
            decoded -= Tile.ZeroConductance / (double)column.Scale * Dac.Step * codeSum;
        if (!Tile.ZeroWeights.IsEmpty)
            decoded += Tile.ZeroWeights[output] * Dac.Step * codeSum;
        return (column.FitGain * decoded) + column.FitOffset - (Dac.Step * Dac.ZeroCode * column.WeightSum);
    }

    /// <summary>The whole read.</summary>
    /// <param name="activations">Those of the tile's inputs in the kernel's order, [M].</param>
    /// <returns>The tile's share of its outputs in this pulse, [N].</returns>
    public double[] Run(ReadOnlySpan<float> activations)
    {
        var codes = Codes(activations);
        var currents = Currents(Volts(codes));
        var sum = codes.Sum();
        return [.. currents.Select((current, j) => Value(j, Digitise(j, current), sum))];
    }

    /// <summary>Reads the arrays many times, as the kernel of single reads does.</summary>
    /// <param name="volts">Voltages as they lie on the word lines, [count, M], in volt.</param>
    /// <param name="lineCurrents">Memory for the currents of all bit lines (<see cref="ScratchLength"/>).</param>
    /// <param name="currents">Receives what the ADCs see, [count, N], in ampere.</param>
    internal void ReadCells(ReadOnlySpan<double> volts, Span<double> lineCurrents, Span<double> currents) => _circuit.Arrays.Value.Read(volts, lineCurrents, currents);

    /// <summary>How much memory <see cref="ReadCells"/> wants for a number of reads.</summary>
    internal int ScratchLength(int count) => _circuit.Arrays.Value.ScratchLength(count);

    private double[] Multiply(double[] transfer, ReadOnlySpan<double> volts)
    {
        var currents = new double[Layout.OutputCount];
        for (var i = 0; i < volts.Length; i++)
        {
            for (var j = 0; j < currents.Length; j++)
                currents[j] += volts[i] * transfer[(i * currents.Length) + j];
        }

        return currents;
    }

    private double[] Solve(ReadOnlySpan<double> volts)
    {
        var onWires = new double[volts.Length];
        for (var wordLine = 0; wordLine < onWires.Length; wordLine++)
            onWires[wordLine] = volts[Layout.InputOf(wordLine)];
        var currents = new double[Layout.OutputCount];
        ReadCells(onWires, new double[ScratchLength(1)], currents);
        return currents;
    }
}
