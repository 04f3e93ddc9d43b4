using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Verification;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Tests.Netlists.Analog;

/// <summary>Whole networks as analog circuits in ngspice: converters, arrays with their wires, amplifiers, rectifiers, poolings.</summary>
public sealed class AnalogNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NgspiceFact]
    public void A_digit_goes_through_the_whole_circuit_to_its_class_within_a_hundredth_of_the_runtime()
    {
        var (images, classes) = TestNetworks.DrawnDigits();
        const int Digit = 37;
        var network = Write(TestNetworks.Digits(), images, images[Digit], MappingScheme.Dense);
        var deck = File.ReadAllText(_folder[NetlistIndex.ModelDeck]);
        var simulated = new Ngspice("ngspice", TimeSpan.FromMinutes(10)).Run(deck, _folder.Path);
        Assert.False(simulated.TimedOut, $"ngspice took more than {simulated.Seconds:F0} s");
        Assert.Null(simulated.Failure);
        var worst = DeckExpectations.Read(deck).Worst(simulated.Values)!;
        Assert.InRange(worst.Relative, 0, 0.01);

        // The runtime with its converters, on which the deck's expectations do not depend.
        var scores = new float[10];
        new CrossbarNetwork(network.Design).Predict(images[Digit], scores);
        Assert.Equal(classes[Digit], Array.IndexOf(scores, scores.Max()));
        var volts = simulated.Values.Select(v => v.Value).ToArray();
        Assert.Equal(classes[Digit], Array.IndexOf(volts, volts.Max()));
    }

    [NgspiceTheory]
    [InlineData(MappingScheme.Dense, 0)]
    [InlineData(MappingScheme.Differential, 0)]
    [InlineData(MappingScheme.SignedInput, 5)]
    [InlineData(MappingScheme.Toeplitz, 0)]
    public void Every_circuit_does_what_its_layer_computes(MappingScheme mapping, int maxRows)
    {
        var design = TestNetworks.EveryCircuit();
        var images = TestNetworks.Images(design, 5);
        Write(design, images, images[2], mapping, maxRows);
        var rows = ArrayFolder.Verify(_folder.Path);
        // Five rows of the second layer are 0 for these images: the two arrays of that tile have nothing to compare.
        Assert.Equal(mapping == MappingScheme.SignedInput ? 2 : 0, rows.Count(row => row.Difference is null));
        Assert.All(rows, row => Assert.Equal(row.Difference is null ? "nothing compared: all that is expected is 0" : "ok", row.Result));
        var whole = Assert.Single(rows, row => row.Deck == NetlistIndex.ModelDeck);
        Assert.Equal(0.01, whole.Allowed);
        Assert.InRange(whole.Difference!.Value, 0, 0.005);
    }

    // Between arrays, of values far beyond the functions' bounds: against what the runtime computes without converters.
    [NgspiceTheory]
    [InlineData(UnaryFunction.Clip, 0, 6)]
    [InlineData(UnaryFunction.LeakyRelu, 0.1f, 0)]
    [InlineData(UnaryFunction.HardSwish, 0, 0)]
    [InlineData(UnaryFunction.HardSigmoid, 0.2f, 0.5f)]
    [InlineData(UnaryFunction.Sigmoid, 0, 0)]
    [InlineData(UnaryFunction.Tanh, 0, 0)]
    [InlineData(UnaryFunction.Elu, 1, 0)]
    public void A_function_between_arrays_does_what_the_runtime_computes(UnaryFunction function, float alpha, float beta)
    {
        var design = TestNetworks.Between(input => [new Unary { Name = "f", Inputs = [input], OutputShape = TestNetworks.Middle, Function = function, Alpha = alpha, Beta = beta }]);
        var images = TestNetworks.Images(design, 6);
        var network = Write(design, images, images[2], MappingScheme.Differential);
        AssertOutputs(network, images[2], 0.015);
        var rows = ArrayFolder.Verify(_folder.Path);
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
        Assert.InRange(Assert.Single(rows, row => row.Deck == "functions.cir").Difference!.Value, 0, 0.01);
    }

    [NgspiceFact]
    public void What_only_moves_elements_is_wires_and_values_of_two_scales_meet()
    {
        var shape = TestNetworks.Middle;
        var design = TestNetworks.Between(input =>
        [
            new Relu { Name = "relu", Inputs = [input], OutputShape = shape },
            // Its wide limits ask for a smaller scale than what follows, which the ReLU hands on.
            new Unary { Name = "wide", Inputs = [input], OutputShape = shape, Function = UnaryFunction.Clip, Alpha = -30, Beta = 30 },
            new Concat { Name = "concat", Inputs = [input + 1, input + 2], OutputShape = new TensorShape(2 * shape.Channels, shape.Height, shape.Width), Turns = 1 },
            // Every second element, backwards, with two numbers around.
            new Rearrangement { Name = "moved", Inputs = [input + 3], OutputShape = shape, Offsets = [[Rearrangement.Outside, 14, 12, 10, 8, 6, 4, Rearrangement.Outside]], Fill = 0.75f },
        ]);
        var images = TestNetworks.Images(design, 6);
        var network = Write(design, images, images[2], MappingScheme.Differential);
        Assert.Contains("Xn3_negative_8 ", File.ReadLines(_folder[NetlistIndex.ModelDeck]).SkipWhile(line => !line.Contains("concat:", StringComparison.Ordinal)).Skip(1).First(), StringComparison.Ordinal);
        AssertOutputs(network, images[2], 0.015);
        Assert.All(ArrayFolder.Verify(_folder.Path), row => Assert.Equal("ok", row.Result));
    }

    // As exporters write them: ReLU6 with constant limits, SiLU and hard swish as products, a PRelu of channels.
    [NgspiceFact]
    public void Activations_of_an_ONNX_file_become_circuits()
    {
        var model = new ModelBuilder(1, 1, 2, 2)
            .Floats("w", [2, 1, 1, 1], 6, -4).Floats("slopes", [2, 1, 1], 0.25f, -0.5f).Floats("zero", [], 0).Floats("six", [], 6).Floats("three", [], 3)
            .Floats("v", [2, 2, 1, 1], 3, 1, -1, 2).Floats("d", [3, 8]).Integers("flat", 1, 8)
            .ThenWith("Conv", ["w"]).ThenWith("PRelu", ["slopes"]).ThenWith("Conv", ["v"]);
        var x = model.LastNode.Output[0];
        model.Then("Sigmoid").Node("Mul", [x, model.LastNode.Output[0]]);
        var silu = model.LastNode.Output[0];
        model.ThenWith("Add", ["three"]).ThenWith("Clip", ["zero", "six"]).Node("Mul", [silu, model.LastNode.Output[0]]).ThenWith("Div", ["six"])
            .Then("Transpose", ("perm", new[] { 0, 2, 3, 1 })).ThenWith("Reshape", ["flat"]).ThenWith("Gemm", ["d"], ("transB", 1));
        var design = ImportAssert.AgreesWithOnnxRuntime(model).Design;
        var images = TestNetworks.Images(design, 6);
        var network = Write(design, images, images[3], MappingScheme.Differential);
        var functions = File.ReadAllText(_folder["functions.inc"]);
        Assert.Equal(4, functions.Split(".subckt ").Length - 1);
        AssertOutputs(network, images[3], 0.02);
        Assert.All(ArrayFolder.Verify(_folder.Path), row => Assert.Equal("ok", row.Result));
    }

    [Fact]
    public void An_offset_that_only_digital_arithmetic_can_subtract_is_refused()
    {
        var design = TestNetworks.EveryCircuit();
        var options = new CompilerOptions { Netlist = new() { Peripherals = PeripheralCircuits.Analog }, Mapping = new() { OffsetSubtraction = OffsetSubtraction.Digital } };
        var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
        var error = Assert.Throws<CompilationException>(() => NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network));
        Reported.Only(Descriptors.NoAnalogCircuit, error.Diagnostics);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public static TheoryData<string, string> WithoutCircuit => new()
    {
        { "Max", "Max" }, { "Mod", "Mod" }, { "Mul", "Mul" }, { "Softsign", "Softsign" }, { "Ceil", "Ceil" }, { "ThresholdedRelu", "ThresholdedRelu" },
        { "Exp", "Exp" }, { "ReduceMax", "ReduceMax" }, { "Where", "Where" }, { "Resize", "Resize" }, { "Softmax", "Softmax in the middle of a network" },
    };

    [Theory]
    [MemberData(nameof(WithoutCircuit))]
    public void A_layer_without_a_circuit_is_refused_by_the_name_that_ONNX_has_for_it(string kind, string named)
    {
        var design = TestNetworks.Between(input =>
        {
            var shape = TestNetworks.Middle;
            var half = new Constant { Name = "half", Inputs = [], OutputShape = new TensorShape(1), Values = [0.5f] };
            return kind switch
            {
                "Max" => [half, OfTwo(BinaryFunction.Maximum, input + 1)],
                "Mod" => [half, OfTwo(BinaryFunction.Modulo, input + 1)],
                // The square of a value is no function of straight ends.
                "Mul" => [OfTwo(BinaryFunction.Multiply, input) with { Right = shape.Dimensions }],
                "ReduceMax" => [new Reduce { Name = "odd", Inputs = [input], OutputShape = shape, Function = ReduceFunction.Maximum, Dimensions = [.. shape.Dimensions, 1], Axes = [3] }],
                "Where" => [new Where { Name = "odd", Inputs = [input, input, input], OutputShape = shape, Condition = shape.Dimensions, Left = shape.Dimensions, Right = shape.Dimensions }],
                "Resize" =>
                [
                    new Resampling { Name = "odd", Inputs = [input], OutputShape = shape, Inner = 1, Size = 2, ResultSize = 2, Sources = [0, 1], Weights = [1, 1] },
                ],
                "Softmax" => [new Softmax { Name = "odd", Inputs = [input], OutputShape = shape }],
                "Ceil" => [OfOne(UnaryFunction.Ceiling)],
                "Exp" => [OfOne(UnaryFunction.Exponential)],
                _ => [OfOne(Enum.Parse<UnaryFunction>(kind))],
            };

            Binary OfTwo(BinaryFunction function, int right) => new()
            {
                Name = "odd", Inputs = [input, right], OutputShape = shape, Function = function, Left = shape.Dimensions, Right = [1],
            };

            Unary OfOne(UnaryFunction function) => new() { Name = "odd", Inputs = [input], OutputShape = shape, Function = function, Alpha = 1 };
        });
        var options = new CompilerOptions { Netlist = new() { Peripherals = PeripheralCircuits.Analog } };
        var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
        var error = Assert.Throws<CompilationException>(() => NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network));
        Assert.Contains($"'odd': Peripherals=Analog cannot build it: there is no circuit for {named}. ", Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    // The deck of the network, against the runtime without converters behind the first layer's own DACs.
    private void AssertOutputs(CompiledNetwork network, float[] image, double tolerance)
    {
        var deck = File.ReadAllText(_folder[NetlistIndex.ModelDeck]);
        var run = new Ngspice("ngspice", TimeSpan.FromMinutes(10)).Run(deck, _folder.Path);
        Assert.Null(run.Failure);
        var design = network.Design;
        var first = design.Layers.OfType<CrossbarConvolution>().First();
        var dac = Dac.Of(first.InputRange, first.DacBits, design.Hardware);
        var codes = new float[image.Length];
        dac.Convert(image, codes);
        var quantised = Array.ConvertAll(codes, code => (float)((code - dac.ZeroCode) * dac.Step));
        var ideal = new CrossbarNetwork(design with { Layers = [.. design.Layers.Select(layer => layer is CrossbarConvolution c ? c with { DacBits = 0, AdcBits = 0 } : layer)] });
        var scores = new float[design.OutputShape.Length];
        ideal.Predict(quantised, scores);
        var (volts, largest) = (run.Values.Select(value => value.Value).ToArray(), scores.Max(Math.Abs));
        // The largest output is full scale.
        for (var j = 0; j < scores.Length; j++)
            Assert.InRange(volts[j] / design.Hardware.InputVoltage, (scores[j] / largest) - tolerance, (scores[j] / largest) + tolerance);
    }

    private CompiledNetwork Write(NetworkDesign design, float[][] calibration, float[] image, MappingScheme mapping, int maxRows = 0)
    {
        var options = new CompilerOptions
        {
            Netlist = new() { Peripherals = PeripheralCircuits.Analog },
            Mapping = new() { Scheme = mapping, MaxRows = maxRows },
            Hardware = new() { WireResistance = 2 },
        };
        var network = NetworkCompiler.Compile(design, calibration, options);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network, () => image);
        return network;
    }
}
