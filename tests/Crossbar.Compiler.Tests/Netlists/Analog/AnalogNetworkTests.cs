using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Verification;

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

    [Fact]
    public void A_layer_without_a_circuit_is_refused_by_name()
    {
        var design = TestNetworks.EveryCircuit();
        // In the place of the softmax at the end.
        var value = design.Layers.Length - 1;
        var shape = design.ShapeOf(value);
        design = design with
        {
            Layers =
            [
                .. design.Layers[..^1],
                new Constant { Name = "half", Inputs = [], OutputShape = new TensorShape(1), Values = [0.5f] },
                new Binary { Name = "larger", Inputs = [value, value + 1], OutputShape = shape, Function = BinaryFunction.Maximum, Left = shape.Dimensions, Right = [1] },
            ],
        };
        var options = new CompilerOptions { Netlist = new() { Peripherals = PeripheralCircuits.Analog } };
        var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
        var error = Assert.Throws<CompilationException>(() => NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network));
        Assert.Contains("'half': Peripherals=Analog cannot build it: there is no circuit for Constant", Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
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
