using Crossbar.Runtime.FixedPoint;
using Crossbar.Runtime.Tests.Layers;
using FsCheck;

namespace Crossbar.Runtime.Tests.FixedPoint;

/// <summary>Whole networks in whole numbers, of every kind of layer.</summary>
public sealed class FixedPointNetworkTests
{
    private static readonly CrossbarOptions Whole = new() { Arithmetic = Arithmetic.FixedPoint };

    // Images far beyond what calibration saw: values saturate, and never leave their formats.
    [Property(MaxTest = 100)]
    public void Every_value_is_a_number_of_its_format(DoNotSize<int> any)
    {
        var (seed, design) = Network(any);
        var formats = FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, Whole).Formats;
        var network = new CrossbarNetwork(design, Whole);
        foreach (var reach in (float[])[1, 1000])
        {
            var trace = network.Trace(OneLayer.Numbers(new Random(seed), design.InputShape.Length, -reach, reach));
            for (var k = 0; k < trace.Length; k++)
            {
                if (k > 0 && design.Layers[k - 1] is Softmax)
                    continue;
                Assert.All(trace[k], value =>
                {
                    var number = Math.ScaleB((double)value, formats[k].FractionBits);
                    Assert.True(number == Math.Floor(number) && number >= formats[k].Minimum && number <= formats[k].Maximum, $"{seed}: value {k} is {value}, not of {formats[k]}");
                });
            }
        }
    }

    // A concatenation of values whose binary points are far apart has 32 bits, and the distance of its ends 33.
    [Fact]
    public void A_table_takes_arguments_of_as_many_bits_as_there_are()
    {
        var wide = new FixedPointFormat(20, int.MinValue, int.MaxValue);
        var sigmoid = new Unary { Name = "sigmoid", Inputs = [0], OutputShape = new TensorShape(1), Function = UnaryFunction.Sigmoid };
        var context = new LayerContext(0, [new TensorShape(1)], new HardwareDesign(), Whole);
        var table = (FixedPointTable)LayerPlan.Of(sigmoid, [wide], new ValueDemand(1.0 / 4096, double.NegativeInfinity, double.PositiveInfinity), context);
        Assert.True(table.First < 0 && table.First + ((long)(table.Points.Length - 1) << table.Shift) > 0, $"{table.First} {table.Shift} {table.Points.Length} {table.Output}");
        Assert.Equal((0, 1), (table.Output.ValueOf(table.Points[0]), table.Output.ValueOf(table.Points[^1])));
    }

    [Property(MaxTest = 50)]
    public void Batches_give_the_bits_of_single_images_on_any_number_of_threads(DoNotSize<int> any)
    {
        var (seed, design) = Network(any);
        const int Count = 7;
        var images = OneLayer.Numbers(new Random(seed), Count * design.InputShape.Length, -1, 1);
        var classes = design.OutputShape.Length;
        var (single, batch) = (new float[Count * classes], new float[Count * classes]);
        var network = new CrossbarNetwork(design, Whole);
        for (var k = 0; k < Count; k++)
            network.Predict(images.AsSpan(k * design.InputShape.Length, design.InputShape.Length), single.AsSpan(k * classes, classes));
        foreach (var threads in (int[])[1, 2])
        {
            new CrossbarNetwork(design, Whole with { MaxThreads = threads }).PredictBatch(images, batch);
            Assert.True(single.SequenceEqual(batch), $"{seed}, {threads} threads");
        }
    }

    // One layer after the other on the values of the single-precision chip: what is left is rounding to the last bit, and what tables leave out.
    [Property(MaxTest = 100)]
    public void Layers_between_crossbars_compute_what_they_do_in_single_precision(DoNotSize<int> any)
    {
        var (seed, design) = Network(any);
        var planned = FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, Whole);
        var trace = new CrossbarNetwork(design, Whole).Trace(OneLayer.Numbers(new Random(seed), design.InputShape.Length, -1, 1));
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            if (layer is CrossbarConvolution or Softmax)
                continue;
            var inputs = layer.Inputs.Select(design.ShapeOf).ToImmutableArray();
            var kernel = layer.Prepare(new LayerContext(k, inputs, design.Hardware, new CrossbarOptions()));
            var expected = new float[layer.OutputShape.Length];
            kernel.Run(new LayerBuffers(trace, layer.Inputs.AsSpan(), expected, new float[kernel.ScratchLength]));
            var format = planned.Formats[k + 1];
            // A kink in the middle of a segment, where the slope changes by 1, is off by a quarter of it; the points are rounded too.
            var table = planned.Layers[k] is FixedPointTable { Shift: var shift } ? (Math.ScaleB(0.25, shift) * planned.Layers[k].Inputs[0].Step) + (0.51 * format.Step) : 0;
            for (var j = 0; j < expected.Length; j++)
            {
                var saturated = Math.Clamp(expected[j], format.ValueOf(format.Minimum), format.ValueOf(format.Maximum));
                var slack = (0.51 * format.Step) + table + (1e-4 * Math.Abs(expected[j]));
                Assert.True(Math.Abs(saturated - trace[k + 1][j]) <= slack, $"{seed}: {layer.Name} gives {trace[k + 1][j]}, not {expected[j]} to {slack} ({format})");
            }
        }
    }

    // Where the same codes come out the scores are the same but for the last bits; images beyond a DAC's range saturate as they do there.
    [Fact]
    public void A_converter_sees_no_difference_where_values_saturate()
    {
        var c = ConvolutionCase.Create(3, maxSize: 3);
        var layer = Layers.Crossbars.TiledConvolution.Create(c, new Random(3), hasReference: true, dacBits: 6, adcBits: 6);
        var x = c.X.Select(v => v * 100).ToArray();
        var (single, whole) = (OneLayer.Run(layer, c.Input, x), OneLayer.Run(layer, c.Input, x, options: Whole));
        var step = FixedPointNetwork.Of(c.Input, [layer], new HardwareDesign(), Whole).Formats[1].Step;
        Assert.All(single.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, step));
    }

    [Fact]
    public void What_has_no_whole_numbers_is_refused_by_name()
    {
        var c = ConvolutionCase.Create(4, maxSize: 3);
        var ideal = Layers.Crossbars.TiledConvolution.Create(c, new Random(4), hasReference: true);
        var refusal = Assert.Throws<NotSupportedException>(() => OneLayer.Run(ideal, c.Input, c.X, options: Whole)).Message;
        Assert.Equal("Layer 'conv' has no fixed-point arithmetic: its DACs are ideal. Give them 1 to 16 bits.", refusal);
        var nonlinear = ideal with { DacBits = 8, AdcBits = 8 };
        Assert.Contains("not linear", Assert.Throws<NotSupportedException>(() => OneLayer.Run(nonlinear, c.Input, c.X, new HardwareDesign { Nonlinearity = 2 }, Whole)).Message, StringComparison.Ordinal);
        Assert.Contains("MaxRows=32", Refusal(WideDacs()), StringComparison.Ordinal);
        Assert.Contains("Conv is none of what it is known for", Refusal(c.Digital()), StringComparison.Ordinal);
        var log = new Unary { Name = "log", Inputs = [0], OutputShape = c.Input, Function = UnaryFunction.Logarithm };
        Assert.Contains("has no value at", Assert.Throws<NotSupportedException>(() => OneLayer.Run(log, c.Input, c.X, options: Whole)).Message, StringComparison.Ordinal);

        string Refusal(Layer layer) => FixedPointNetwork.Refusal([layer], new HardwareDesign(), Whole)!;
    }

    private static CrossbarConvolution WideDacs()
    {
        var c = ConvolutionCase.Create(WindowGeometry.Point, new TensorShape(40), new TensorShape(2), new Random(1));
        return Layers.Crossbars.TiledConvolution.Create(c, new Random(1), hasReference: true, dacBits: 16, adcBits: 8, inOneTile: true);
    }

    private static (int Seed, NetworkDesign Design) Network(DoNotSize<int> any)
    {
        var seed = any.Item & int.MaxValue;
        return (seed, RandomNetwork.Create(seed));
    }
}
