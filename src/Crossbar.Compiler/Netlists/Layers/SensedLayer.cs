using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Layers;

/// <summary>
/// One read of a layer with ideal peripherals: sense amplifiers that are virtual grounds, subtraction, and ADCs as behavioural sources.
/// Of tile t and output j it gives V(i_t_j), the current to convert (1 V for 1 A), and V(code_t_j), the ADC's code; where several pulses tell the inputs,
/// V(codeP_t_j) is its code with the range of pulse P.
/// </summary>
internal sealed class SensedLayer(LayerCircuit layer, CellDesign cells, int vectors)
{
    // A code this close to the next one may round either way.
    private const double LeastDistance = 1e-6;

    // Of a charge there is no code at one moment.
    private bool HasCodes => layer.Compiled.Layer.AdcBits > 0 && !InputCodes.HasMoments(cells.Hardware);

    private int Pulses => layer.Compiled.Layer.Pulses;

    /// <summary>The file with the layer's subcircuit.</summary>
    public Netlist Library(NetlistHeader header) => new()
    {
        Header = header.With(
            $"layer {layer.Index} '{layer.Compiled.Layer.Name}': {layer.Compiled.Arrays.Length} tiles with their sense amplifiers and ADCs, as a subcircuit",
            [
                "Port in_r is the layer's row r; i_t_j is what the ADC of tile t, output j sees (1 V for 1 A), code_t_j its code.",
                .. Terms(),
                "Node xtT.t_i_j is the word line of tile T at row i, column j, and xtT.b_i_j its bit line.",
            ]),
        Subcircuits = [new Subcircuit(layer.Name, [.. Inputs(""), .. Outputs("")], Body())],
    };

    /// <summary>The deck that drives the layer with windows of the calibration data.</summary>
    /// <param name="header">What every file says.</param>
    /// <param name="test">What <see cref="Test"/> gave.</param>
    public Netlist Bench(NetlistHeader header, (double[][] Codes, ImmutableArray<Probe> Probes) test) => new()
    {
        Header = header.With(
            $"layer {layer.Index} '{layer.Compiled.Layer.Name}': one read of all its tiles",
            ["V(i_t_j) is the current of tile t, output j (1 V for 1 A), V(code_t_j) its ADC's code.", .. Terms()]),
        Includes = [NetlistParameters.File, .. DeviceLibrary.Needed(cells), .. layer.ArrayFiles, layer.Name + ".inc"],
        Elements = ArrayNetlists.Selector(vectors, cells).Concat(Drive("", test.Codes)),
        Test = new TestBench(test.Probes).For(cells, vectors).OfDifferences(),
    };

    /// <summary>DACs and the layer, with a prefix to all names.</summary>
    public IEnumerable<Element> Drive(string prefix, double[][] codes)
    {
        for (var r = 0; r < layer.RowCount; r++)
        {
            foreach (var element in ArrayNetlists.Dac(new Name(prefix + "in", r), codes[r], cells))
                yield return element;
        }

        yield return new Instance(layer.Name, [.. Inputs(prefix), .. Outputs(prefix)], layer.Name);
    }

    /// <summary>Of each row a code with each test vector, and what should come out; names without a prefix.</summary>
    public (double[][] Codes, ImmutableArray<Probe> Probes) Test()
    {
        var codes = InputCodes.Of(layer.Compiled, cells.Hardware, 0, layer.RowCount, vectors);
        var probes = ImmutableArray.CreateBuilder<Probe>();
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            var array = layer.Compiled.Arrays[t].Programmed;
            var reads = Enumerable.Range(0, Pulses).Select(pulse => layer.ReadOf(t, pulse)).ToArray();
            // [vectors][outputs]
            var currents = Enumerable.Range(0, vectors).Select(v => Currents(array, reads[0], codes.Voltages(v, cells.Hardware.InputVoltage))).ToArray();
            for (var j = 0; j < array.OutputCount; j++)
                probes.Add(new Probe(ProbeKind.Voltage, Current("", t, j), [.. currents.Select(c => c[j])]));
            for (var pulse = 0; HasCodes && pulse < Pulses; pulse++)
            {
                for (var j = 0; j < array.OutputCount; j++)
                {
                    if (cells.Hardware.Converters is { Errors.Adc.IsNone: false })
                    {
                        // A place's distance from thresholds that were drawn: where the code on either side is the same.
                        var margin = LeastDistance * Width(pulse, t, j) / ((1 << layer.Compiled.Layer.AdcBits) - 1);
                        if (currents.All(c => reads[pulse].Code(j, c[j] - margin) == reads[pulse].Code(j, c[j] + margin)))
                            probes.Add(new Probe(ProbeKind.Voltage, Code("", pulse, t, j), [.. currents.Select(c => reads[pulse].Code(j, c[j]))]));
                        continue;
                    }

                    var exact = Array.ConvertAll(currents, c => reads[pulse].Place(j, c[j]));
                    if (exact.All(code => Math.Abs(code - Math.Floor(code) - 0.5) > LeastDistance))
                        probes.Add(new Probe(ProbeKind.Voltage, Code("", pulse, t, j), [.. exact.Select(code => Math.Floor(code + 0.5))]));
                }
            }
        }

        return (codes.Codes, probes.ToImmutable());
    }

    /// <summary>Number of nodes of one read.</summary>
    public long CountNodes(long arrayNodes) => arrayNodes + layer.RowCount + Outputs("").Count();

    private static Name Current(string prefix, int tile, int output) => new(prefix + "i", tile, output);

    private Name Code(string prefix, int pulse, int tile, int output) =>
        new(prefix + (Pulses == 1 ? "code" : string.Create(CultureInfo.InvariantCulture, $"code{pulse}")), tile, output);

    // How the digital half adds up what is read.
    private IEnumerable<string> Terms()
    {
        var chip = layer.Compiled.Layer;
        if (Pulses > 1)
        {
            yield return $"Test vector v is pulse v modulo {Pulses} of a window, and codeP_t_j the code with the ADC's range of pulse P.";
            yield return $"What is read in pulse P is worth {1 << cells.Hardware.DigitBits} to the power of P in the sum over the pulses.";
        }

        if (cells.Hardware.Converters is { } converters)
            yield return $"Converters are as they were built (chip {converters.Seed}): rows have the levels of their own DACs, and a node per bit has what an ADC of its own kept; noise is left out.";
        if (cells.Hardware.IsTimed)
        {
            var what = cells.Hardware.Encoding == InputEncoding.Spikes ? "The number of spikes" : "The width of a pulse";
            yield return InputCodes.HasMoments(cells.Hardware)
                ? "A test vector is one moment of a read, in which rows are on or off; what is digitised is the mean over the read."
                : $"{what} of full scale tells an input: voltages and currents here are means over a read.";
        }

        var order = layer.Compiled.Arrays[0].Programmed.Order;
        if (order.Slices > 1)
            yield return $"An output is the sum of {order.Slices} columns, each decoded with a scale of its own{(order.HasSigns ? ", for either sign" : "")}: the first are {string.Join(", ", Enumerable.Range(0, Math.Min(chip.ColumnCount, 2 * order.Slices)).Select(column => $"output {order.NameOf(column)}"))}.";
    }

    private IEnumerable<Name> Inputs(string prefix) => Enumerable.Range(0, layer.RowCount).Select(r => new Name(prefix + "in", r));

    private IEnumerable<Name> Outputs(string prefix)
    {
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            for (var j = 0; j < layer.Compiled.Arrays[t].Layout.OutputCount; j++)
            {
                yield return Current(prefix, t, j);
                for (var pulse = 0; HasCodes && pulse < Pulses; pulse++)
                    yield return Code(prefix, pulse, t, j);
            }
        }
    }

    private IEnumerable<Element> Body()
    {
        for (var r = 0; layer.HasInvertedInputs && r < layer.RowCount; r++)
            yield return new ControlledVoltage(new Name("inverted", r), new Name("inverted", r), Name.Ground, Name.Ground, new Name("in", r), 1);
        foreach (var array in layer.Arrays())
            yield return array;
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            var layout = layer.Compiled.Arrays[t].Layout;
            yield return new Remark($"tile {t}: virtual grounds, subtraction, converters");
            for (var a = 0; a < layout.ArrayCount; a++)
            {
                for (var j = 0; j < layout.BitLines; j++)
                    yield return new VoltageSource(LayerCircuit.SenseNode(t, a, j), LayerCircuit.SenseNode(t, a, j), Name.Ground, 0);
            }

            for (var j = 0; j < layout.OutputCount; j++)
            {
                yield return new BehaviouralVoltage(Current("", t, j), Current("", t, j), Name.Ground, Sum(t, layout, j));
                for (var pulse = 0; HasCodes && pulse < Pulses; pulse++)
                {
                    foreach (var element in Digitised(pulse, t, j))
                        yield return element;
                }
            }
        }
    }

    private static string Sum(int t, ArrayLayout layout, int output)
    {
        var (plus, minus) = LayerCircuit.LinesOf(layout, output);
        var sum = "";
        foreach (var line in plus)
            sum += (sum.Length > 0 ? "+" : "") + Measured(line);
        foreach (var line in minus)
            sum += "-" + Measured(line);
        return sum;

        string Measured((int Array, int BitLine) line) => $"I(V{LayerCircuit.SenseNode(t, line.Array, line.BitLine)})";
    }

    private double Width(int pulse, int t, int output)
    {
        var column = layer.Compiled.Layer.Tiles[t].ColumnsOf(pulse)[output];
        return (double)column.AdcMaximum - column.AdcMinimum;
    }

    private IEnumerable<Element> Digitised(int pulse, int t, int output)
    {
        var (chip, hardware, code) = (layer.Compiled.Layer, cells.Hardware, Code("", pulse, t, output));
        var minimum = (double)chip.Tiles[t].ColumnsOf(pulse)[output].AdcMinimum;
        var place = string.Create(
            CultureInfo.InvariantCulture, $"(V({Current("", t, output)})-({minimum:R}))*{NetlistParameters.MaxAdcCode}/{Width(pulse, t, output):R}");
        if (hardware.Converters is { Errors.Adc.IsNone: false })
        {
            var adc = new AsBuiltAdc(DrawnConverter.OfColumn(hardware, chip.AdcBits, layer.Compiled.Unrolled.Index, t, output), code, place);
            if (hardware.Encoding != InputEncoding.Spikes)
                return adc.Elements();
            place = adc.Corrected();
        }

        // Between codes, what counts whole steps takes nothing for half of one.
        var cut = -Adc.Of(new ConverterRange(0, 1), chip.AdcBits, hardware).ZeroCode;
        return
        [
            new BehaviouralVoltage(code, code, Name.Ground, string.Create(
                CultureInfo.InvariantCulture,
                $"floor(min(max({place}{(cut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{cut:R}"))},0),{NetlistParameters.MaxAdcCode})+0.5)")),
        ];
    }

    // What the ADCs of an array see under the voltages of all rows.
    private double[] Currents(ProgrammedArray array, ArrayRead read, double[] voltages)
    {
        var layout = array.Layout;
        var own = voltages.AsSpan(array.Rows.First, layout.RowCount);
        // The transfer matrix is known already.
        if (cells.IsLinear)
            return read.Currents(own);
        var sources = new double[layout.RowCount];
        var lines = new double[layout.ArrayCount * layout.BitLines];
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            // Inverted inputs have done what is a subtraction elsewhere.
            var sign = a == 0 ? 1 : -1;
            for (var wordLine = 0; wordLine < sources.Length; wordLine++)
                sources[wordLine] = sign * own[layout.InputOf(wordLine)];
            var solution = ArraySolver.Solve(
                layout.RowCount, layout.BitLines, array.ConductancesOf(a), cells.Hardware.Resistances, sources, cells);
            for (var j = 0; j < layout.BitLines; j++)
                lines[(a * layout.BitLines) + j] = sign * solution.ColumnCurrents[j];
        }

        var currents = new double[layout.OutputCount];
        layout.CombineCurrents(lines, 1, currents);
        return currents;
    }
}
