using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Tests.Reporting;

public sealed class ColumnScatterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A chip without wires computes what its weights say, negative inputs and slices of weights included, but for what DACs round.
    [Theory]
    [InlineData("Dense", "0", "", "Amplitude")]
    [InlineData("Differential", "0", "", "Amplitude")]
    [InlineData("SignedInput", "0", "", "Amplitude")]
    [InlineData("Dense", "12", "", "BitSerial")]
    [InlineData("Differential", "12", "6", "Amplitude")]
    public void Without_wires_every_column_is_ideal(string mapping, string dacBits, string weightBits, string encoding)
    {
        var network = Compile(
            ("Mapping", mapping), ("DacBits", dacBits), ("WeightBits", weightBits), ("InputEncoding", encoding),
            ("WireResistance", "0"), ("InputResistance", "0"), ("OutputResistance", "0"));
        Assert.All(network.Layers, layer =>
        {
            var scatter = Measure(network, layer, 100);
            Assert.InRange(scatter.ErrorBefore / scatter.Range, 0, 1e-3);
            Assert.InRange(scatter.ErrorAfter / scatter.Range, 0, 1e-3);
            Assert.All(Enumerable.Range(0, scatter.Ideal.Length), k => Assert.Equal(scatter.Ideal[k], scatter.After[k], 0.01 * scatter.Range));
        });
    }

    // Every window as a circuit, node by node: the current of each column of pairs, less that of its other half, in units of the output.
    [Fact]
    public void Before_and_after_are_the_currents_of_the_circuits()
    {
        var network = Compile(("Mapping", "Differential"), ("WireResistance", "20"), ("LineOrder", "Natural"), ("DacBits", "0"));
        var (layer, hardware) = (network.Layers[0], network.Design.Hardware);
        var scatter = Measure(network, layer, 100);
        double before = 0, after = 0;
        var (count, low, high) = (0, double.MaxValue, double.MinValue);
        var samples = layer.Samples.Thinned((layer.Samples.Count + 47) / 48);
        Assert.Equal(samples.Count, scatter.Windows);
        for (var t = 0; t < layer.Arrays.Length; t++)
        {
            var array = layer.Arrays[t].Programmed;
            var range = layer.InputRanges[t];
            var naive = array.Unconverted(hardware);
            for (var n = 0; n < samples.Count; n++)
            {
                var inputs = Enumerable.Range(array.Rows.First, array.RowCount).Select(row => (double)samples.Windows[(row * samples.Count) + n]).ToArray();
                var (actualBefore, actualAfter) = (Outputs(naive, inputs), Outputs(array, inputs));
                for (var j = 0; j < array.OutputCount; j++)
                {
                    var ideal = inputs.Select((x, i) => x * array.Weights[(i * array.OutputCount) + j]).Sum();
                    (low, high) = (Math.Min(low, ideal), Math.Max(high, ideal));
                    before += Math.Pow(actualBefore[j] - ideal, 2);
                    after += Math.Pow(actualAfter[j] - ideal, 2);
                    count++;
                }
            }

            double[] Outputs(ProgrammedArray cells, double[] inputs)
            {
                // Volts per unit of the inputs, of which the least is 0 V.
                var volts = inputs.Select(x => (x - range.Minimum) * hardware.InputVoltage / range.Width).ToArray();
                var currents = NodalAnalysis.Solve(cells.RowCount, cells.Layout.BitLines, cells.ConductancesOf(0), hardware.Resistances, volts).ColumnCurrents;
                return [.. Enumerable.Range(0, cells.OutputCount).Select(j =>
                {
                    var difference = currents[2 * j] - currents[(2 * j) + 1];
                    var weights = Enumerable.Range(0, cells.RowCount).Sum(i => (double)cells.Weights[(i * cells.OutputCount) + j]);
                    return (difference / hardware.InputVoltage * range.Width / cells.ScaleOf(j)) + (range.Minimum * weights);
                })];
            }
        }

        Assert.Equal(high - low, scatter.Range, 1e-5);
        Assert.Equal(Math.Sqrt(before / count), scatter.ErrorBefore, 1e-4 * scatter.Range);
        Assert.Equal(Math.Sqrt(after / count), scatter.ErrorAfter, 1e-4 * scatter.Range);
        // Which is what the conversion is for.
        Assert.True(scatter.ErrorAfter < 0.1 * scatter.ErrorBefore);
    }

    // Errors of 3, 0, 4 and 1 before, and none but 2 after.
    [Fact]
    public void Errors_are_root_mean_squares_over_all_tiles()
    {
        var scatter = ColumnScatterMeasurement.Of(2, [([1, 2], [4, 2], [1, 2]), ([-3, 5], [1, 6], [-3, 3])], RandomSequence.For(1, 0, 0), 10);
        Assert.Equal((2, 8.0, Math.Sqrt(26.0 / 4), 1.0), (scatter.Windows, scatter.Range, scatter.ErrorBefore, scatter.ErrorAfter));
        Assert.Equal((float[])[1, 2, -3, 5], scatter.Ideal.ToArray());
        Assert.Equal((float[])[4, 2, 1, 6], scatter.Before.ToArray());
        Assert.Equal((float[])[1, 2, -3, 3], scatter.After.ToArray());
    }

    // One of each hundred values, in their order, to four digits.
    [Fact]
    public void Points_are_spread_over_all_columns()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(k => k + 0.00001f)];
        var scatter = ColumnScatterMeasurement.Of(1, [(values, values, values), (values, values, values)], RandomSequence.For(1, 0, 0), 20);
        Assert.Equal(20, scatter.Ideal.Length);
        Assert.All(Enumerable.Range(0, 20), k => Assert.InRange(scatter.Ideal[k], k % 10 * 100, (k % 10 * 100) + 99));
        Assert.Equal(scatter.Ideal.ToArray(), scatter.After.ToArray());
        Assert.All(scatter.Ideal, value => Assert.Equal(MathF.Round(value), value));
    }

    [Fact]
    public void A_seed_and_not_the_threads_say_which_points()
    {
        var network = Compile(("WireResistance", "5"));
        var (first, second) = (Measure(network, network.Layers[0], 50), Measure(network, network.Layers[0], 50));
        Assert.Equal(first.Ideal.ToArray(), second.Ideal.ToArray());
        Assert.Equal(first.Before.ToArray(), second.Before.ToArray());
        Assert.Equal((first.ErrorBefore, first.ErrorAfter), (second.ErrorBefore, second.ErrorAfter));
        Assert.Equal(50, first.Ideal.Length);
    }

    private static ColumnScatter Measure(CompiledNetwork network, CompiledLayer layer, int maxPoints) =>
        ColumnScatterMeasurement.Measure(layer, [.. layer.Arrays.Select(array => array.Programmed.Unconverted(network.Design.Hardware))], network.Design.Hardware, maxPoints);

    private CompiledNetwork Compile(params (string Name, string Value)[] metadata)
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten").Floats("v", [80, 2]).ThenWith("MatMul", ["v"]);
        var loaded = ModelLoader.Load(
            new CompilationRequest(_folder.Write("model.onnx", model.ToBytes()), [("MaxRows", "8"), ("MaxColumns", "8"), .. metadata.Where(option => option.Value.Length > 0)], null, null), new DiagnosticBag());
        return ModelCompiler.Compile(loaded, null, new DiagnosticBag());
    }
}
