using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Netlists.Layers;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// One read of a layer as an analog circuit: transimpedance stages hold the bit lines at virtual ground, a summing stage per output
/// subtracts reference columns, adds the tiles and the bias, and gives the output as a voltage.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="inputScale">What an activation of 1 is at the inputs, in volt.</param>
/// <param name="outputScale">What an activation of 1 is at the outputs, in volt.</param>
/// <param name="seed">The chip's seed, to which its amplifiers' offsets belong.</param>
internal sealed class AnalogLayer(LayerCircuit layer, double inputScale, double outputScale, int seed)
{
    private static readonly Name Positive = "rail_plus";
    private static readonly Name Negative = "rail_minus";

    private readonly ArrayRead[] _reads = [.. layer.Compiled.Arrays.Select((_, t) => layer.ReadOf(t))];

    // What each tile's ADCs would see: all outputs ask for it.
    private readonly double[][] _combined = [.. layer.Compiled.Arrays.Select(array => array.Programmed.Combine())];

    /// <summary>What an activation of 1 is at the inputs, in volt.</summary>
    public double InputScale => inputScale;

    /// <summary>The layer.</summary>
    public LayerCircuit Circuit => layer;

    /// <summary>The layer's subcircuit, with ports in_r and y_j.</summary>
    public Subcircuit ToSubcircuit() => new(
        layer.Name,
        [.. Enumerable.Range(0, layer.RowCount).Select(r => new Name("in", r)), .. Enumerable.Range(0, layer.OutputCount).Select(j => new Name("y", j))],
        Body());

    /// <summary>Number of nodes of one read without those of its arrays.</summary>
    public long CountNodes()
    {
        long nodes = 2;
        foreach (var element in Body())
            nodes += element is Instance { Subcircuit: AmplifierLibrary.Amplifier or AmplifierLibrary.Sense } amplifier ? AmplifierLibrary.NodesIn(amplifier.Subcircuit) + 2 : 0;
        return nodes;
    }

    /// <summary>The outputs [N], in volt, of ideal amplifiers.</summary>
    /// <param name="voltages">Input voltages of all rows, in volt.</param>
    public double[] Expected(double[] voltages)
    {
        var outputs = Enumerable.Range(0, layer.OutputCount).Select(BiasOf).ToArray();
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            var array = layer.Compiled.Arrays[t].Programmed;
            var currents = _reads[t].Currents(voltages.AsSpan(array.Rows.First, array.RowCount));
            for (var j = 0; j < currents.Length; j++)
                outputs[array.FirstOutput + j] += ResistanceOf(t, j) * currents[j];
        }

        return outputs;
    }

    private IEnumerable<Element> Body()
    {
        yield return new VoltageSource(Positive, Positive, Name.Ground, 1);
        yield return new VoltageSource(Negative, Negative, Name.Ground, -1);
        for (var r = 0; layer.HasInvertedInputs && r < layer.RowCount; r++)
        {
            foreach (var element in AmplifierStage.InvertingSum(new Name("inverted", r), [(new Name("in", r), 1)], new Name("inverted", r)))
                yield return element;
        }

        foreach (var array in layer.Arrays())
            yield return array;
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            foreach (var element in Senses(t))
                yield return element;
        }

        for (var j = 0; j < layer.OutputCount; j++)
        {
            foreach (var element in AmplifierStage.InvertingSum(new Name("y", j), Terms(j), new Name("y", j)))
                yield return element;
        }
    }

    // Every bit line that an output needs has a transimpedance stage, and where it is subtracted an inverter.
    private IEnumerable<Element> Senses(int t)
    {
        var layout = layer.Compiled.Arrays[t].Layout;
        var lines = Enumerable.Range(0, layout.OutputCount).Select(j => LayerCircuit.LinesOf(layout, j)).ToArray();
        var minus = lines.SelectMany(l => l.Minus).ToHashSet();
        var offsets = Enumerable.Range(0, layout.ArrayCount).Select(a => SenseOffsets.Of(seed, layer.Compiled.Unrolled.Index, t, a, layout.BitLines)).ToArray();
        var unused = Enumerable.Range(0, layout.ArrayCount).SelectMany(a => Enumerable.Range(0, layout.BitLines).Select(j => (a, j)))
            .Except(lines.SelectMany(l => l.Plus.Concat(l.Minus)));
        foreach (var (a, j) in lines.SelectMany(l => l.Plus).Concat(minus).Distinct())
        {
            var ground = LayerCircuit.SenseNode(t, a, j);
            foreach (var element in AmplifierStage.Transimpedance(ground, ground, Sensed(t, a, j), TransimpedanceOf(t), offsets[a][j]))
                yield return element;
        }

        foreach (var (a, j) in minus)
        {
            foreach (var element in AmplifierStage.InvertingSum(Inverted(t, a, j), [(Sensed(t, a, j), 1)], Inverted(t, a, j)))
                yield return element;
        }

        foreach (var (a, j) in unused)
            yield return new VoltageSource(LayerCircuit.SenseNode(t, a, j), LayerCircuit.SenseNode(t, a, j), Name.Ground, 0);
    }

    private IEnumerable<(Name Input, double Weight)> Terms(int output)
    {
        for (var t = 0; t < layer.Compiled.Arrays.Length; t++)
        {
            var array = layer.Compiled.Arrays[t].Programmed;
            var j = output - array.FirstOutput;
            if (j < 0 || j >= array.OutputCount)
                continue;
            var weight = ResistanceOf(t, j) / TransimpedanceOf(t);
            var (plus, minus) = LayerCircuit.LinesOf(array.Layout, j);
            foreach (var (a, line) in plus)
                yield return (Sensed(t, a, line), weight);
            foreach (var (a, line) in minus)
                yield return (Inverted(t, a, line), weight);
        }

        var bias = BiasOf(output);
        yield return (bias > 0 ? Negative : Positive, Math.Abs(bias));
    }

    private static Name Sensed(int t, int array, int line) => LayerCircuit.SenseNode(t, array, line) with { Word = LayerCircuit.SenseNode(t, array, line).Word + "v" };

    private static Name Inverted(int t, int array, int line) => LayerCircuit.SenseNode(t, array, line) with { Word = LayerCircuit.SenseNode(t, array, line).Word + "w" };

    // The first stage's output stays below the input's full scale whatever the inputs are.
    private double TransimpedanceOf(int t)
    {
        var array = layer.Compiled.Arrays[t].Programmed;
        var maxSum = 0.0;
        var layout = array.Layout;
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            for (var j = 0; j < layout.BitLines; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < layout.RowCount; i++)
                    sum += array.Conductances[(((a * layout.RowCount) + i) * layout.BitLines) + j];
                maxSum = Math.Max(maxSum, sum);
            }
        }

        return 1 / maxSum;
    }

    // Output volts per ampere: y = FitGain·I/(s·α) in the runtime (EffectiveTile), and s_out·y here.
    private double ResistanceOf(int t, int output)
    {
        var column = layer.Compiled.Layer.Tiles[t].Columns[output];
        var resistance = outputScale * column.FitGain / (inputScale * column.Scale);
        return resistance >= 0 && double.IsFinite(resistance)
            ? resistance
            : throw new CompilationException(
                Descriptors.NoAnalogCircuit, null, layer.Compiled.Layer.Name,
                string.Create(CultureInfo.InvariantCulture, $"output {output} of tile {t} was calibrated to a gain of {column.FitGain}, which no amplifier has."));
    }

    // The runtime reads negative inputs with an offset and takes it out exactly; here inputs have none, but the fits were made with it.
    private double BiasOf(int output)
    {
        var compiled = layer.Compiled.Layer;
        double bias = compiled.Bias[output];
        for (var t = 0; t < compiled.Tiles.Length; t++)
        {
            var array = layer.Compiled.Arrays[t].Programmed;
            var j = output - array.FirstOutput;
            if (j < 0 || j >= array.OutputCount)
                continue;
            var column = compiled.Tiles[t].Columns[j];
            var transfer = 0.0;
            for (var i = 0; i < array.RowCount; i++)
                transfer += _combined[t][(i * array.OutputCount) + j];
            bias += column.FitOffset + (-compiled.InputRangeOf(compiled.Tiles[t]).Minimum * ((column.FitGain * transfer / column.Scale) - column.WeightSum));
        }

        return outputScale * bias;
    }

    /// <summary>Whether a layer's arrays can do without digital arithmetic.</summary>
    /// <exception cref="CompilationException">They cannot (CBX0077).</exception>
    public static void Check(LayerCircuit layer, CellDesign cells)
    {
        if (layer.Compiled.Unrolled.Subtraction == CurrentSubtraction.None)
        {
            throw new CompilationException(
                Descriptors.NoAnalogCircuit, null, layer.Compiled.Layer.Name,
                "its offset is subtracted digitally. Choose OffsetSubtraction=Analog, Mapping=Differential or Mapping=SignedInput.");
        }

        if (cells.HasState)
        {
            throw new CompilationException(
                Descriptors.NoAnalogCircuit, null, layer.Compiled.Layer.Name,
                "its memristors have states, so that decks are transient, and amplifiers are simulated at an operating point. Choose NetlistCell=Resistor.");
        }

        if (!cells.Hardware.IsLinear)
        {
            throw new CompilationException(
                Descriptors.NoAnalogCircuit, null, layer.Compiled.Layer.Name,
                "its memristors are nonlinear, and voltages between layers are not those that they were converted for. Leave Nonlinearity at 0, and choose a Device whose current is linear.");
        }
    }
}
