using System.Buffers.Binary;
using System.Reflection;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime.Tables;

namespace Crossbar.Compiler.Tests.Emit;

public sealed class EmittedClassTests : EmittedClass
{
    [Theory]
    [InlineData("Source", "Analog", "Demo.Nets", "0", "One")]
    [InlineData("Source", "Digital", "", "0", "Both")]
    [InlineData("Resource", "Analog", "", "0", "Both")]
    [InlineData("Resource", "Digital", "Demo.Nets", "0", "One")]
    [InlineData("Source", "Analog", "", "3", "Both")]
    public void The_class_holds_the_network_that_was_compiled(string tables, string subtraction, string namespaceName, string nonlinearity, string ends)
    {
        var request = Request(Model(), ("Tables", tables), ("OffsetSubtraction", subtraction), ("Namespace", namespaceName), ("ClassName", "TestNet"),
            ("Nonlinearity", nonlinearity), ("ColumnWireResistance", "3"), ("DriveEnds", ends), ("SenseEnds", ends));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        Assert.Equal(tables == "Resource", File.Exists(At("TestNet.tables.bin")));
        using var assembly = Load("TestNet");
        var design = assembly.CreateDesign(namespaceName.Length > 0 ? $"{namespaceName}.TestNet" : "TestNet");
        AssertSameNetwork(InMemory(request), design);
    }

    [Fact]
    public void The_class_holds_the_converters_that_it_was_compiled_for()
    {
        var request = Request(Model(), ("ClassName", "TestNet"), ("AdcOffsetSigma", "0.7"), ("AdcGainSigma", "0.01"), ("AdcNoise", "0.3"), ("DacInlSigma", "0.4"), ("DacDnlSigma", "0.2"),
            ("ConverterTrim", "None"), ("Seed", "6"));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var (expected, design) = (InMemory(request), assembly.CreateDesign("TestNet"));
        Assert.Equal(new ConverterVariation(new() { Adc = new() { Offset = 0.7, Gain = 0.01, Noise = 0.3 }, Dac = new() { Inl = 0.4, Dnl = 0.2 } }, ConverterTrim.None, 6), design.Hardware.Converters);
        AssertSameNetwork(expected, design);
    }

    /// <summary>All parts of a device's laws: chips drawn by the class are those drawn by the design, bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void The_class_holds_the_laws_of_its_device(string device)
    {
        var request = Request(Model(), ("Device", device.EndsWith(".json", StringComparison.Ordinal) ? Folder.Write(device, AllLaws) : device), ("ClassName", "TestNet"));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var (expected, design) = (InMemory(request), assembly.CreateDesign("TestNet"));
        Assert.Equal(expected.Hardware.Device!.Name, design.Hardware.Device!.Name);
        var options = new CrossbarOptions { Age = 86400, Seed = 5, Temperature = expected.Hardware.Device.Temperature is null ? null : 350 };
        if (options.Refusal(expected.Hardware.Device) is not null)
            options = options with { Age = 0 };
        var (a, b) = (new CrossbarNetwork(expected, options), new CrossbarNetwork(design, options));
        var (x, y) = (new float[a.ClassCount], new float[a.ClassCount]);
        var image = Weights.Normal(expected.InputShape.Length, 1, 1);
        a.Predict(image, x);
        b.Predict(image, y);
        Assert.Equal(x, y);
    }

    public static TheoryData<string> Devices => [.. Crossbar.Compiler.Devices.DeviceCatalog.Devices.Names, "all.json"];

    private const string AllLaws = """
        {
          "MinConductance": 1e-6, "MaxConductance": 40e-6, "Name": "all \"laws\"", "Clip": "Range", "StuckOnRate": 0.01, "StuckOffRate": 0.02,
          "Programming": {
            "Mean": -1e-7, "CellSigma": { "Table": [[1e-6, 0], [40e-6, 1e-6]] }, "Sigma": [{ "Age": 0, "Sigma": 1e-6 }, { "Age": 1e6, "Sigma": { "Polynomial": [0, 0.1] } }],
            "Between": "Logarithmic", "Verify": { "Tolerance": 1e-6, "MaxPulses": 20, "PulseEnergy": 1e-12 }
          },
          "Drift": { "Law": "Logarithmic", "ReferenceTime": 1, "Mean": -1e-7, "SigmaSlope": 1e-8, "Sigma": 1e-7 },
          "ReadNoise": { "White": { "Polynomial": [0.01], "TimesConductance": true }, "Telegraph": { "Amplitude": 0.1, "Probability": 0.5 } },
          "Temperature": { "Reference": 300, "Coefficient": 0.001, "ActivationEnergy": 1e-21 },
          "Current": { "Law": "Table", "Points": [[-1, -2], [-0.1, -0.12], [0, 0], [0.2, 0.2], [1, 1.5]] }
        }
        """;

    [Fact]
    public void The_class_holds_the_range_of_every_tiles_DACs()
    {
        var request = Request(Model(), ("DacRangeScope", "Array"), ("MaxRows", "4"), ("ClassName", "TestNet"));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var (expected, design) = (InMemory(request), assembly.CreateDesign("TestNet"));
        AssertSameNetwork(expected, design);
        Assert.True(RangesOf(design).Distinct().Count() > 2);
        Assert.Equal(RangesOf(expected), RangesOf(design));

        static IEnumerable<object?> RangesOf(NetworkDesign design) => design.Layers.OfType<CrossbarConvolution>().SelectMany(l => l.Tiles).Select(t => (object?)t.InputRange).ToArray();
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void Every_language_since_CSharp_9_compiles_the_class(string tables)
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet"), ("Namespace", "Demo.Nets")), Folder.Path, new DiagnosticBag());
        var source = File.ReadAllText(At("TestNet.tables.g.cs"));
        var (name, resource) = tables == "Resource" ? ("TestNet.tables.bin", At("TestNet.tables.bin")) : ((string?)null, (string?)null);
        Assert.True(GeneratedAssembly.Languages.Count() >= 7);
        foreach (var language in GeneratedAssembly.Languages)
        {
            using var assembly = GeneratedAssembly.Compile(source, name, resource, language);
            Assert.NotNull(assembly.CreateDesign("Demo.Nets.TestNet"));
        }
    }

    /// <summary>A table is the assembly's own memory, in every language: no array is filled with it, however often it is asked for.</summary>
    [Fact]
    public void A_table_in_source_is_a_constant()
    {
        const byte NewArray = 0x8D;
        ModelCompiler.Compile(Request(Model(), ("Tables", "Source"), ("ClassName", "TestNet")), Folder.Path, new DiagnosticBag());
        foreach (var language in GeneratedAssembly.Languages)
        {
            using var assembly = GeneratedAssembly.Compile(File.ReadAllText(At("TestNet.tables.g.cs")), language: language);
            var instructions = assembly.InstructionsOf("TestNet+Tables", "Layer0");
            // ldtoken, call CreateSpan, ret: five bytes, five bytes, one.
            Assert.Equal(11, instructions.Length);
            Assert.NotEqual(NewArray, instructions[0]);
        }
    }

    [Fact]
    public void Every_kind_of_layer_and_every_number_comes_back()
    {
        var shape = new TensorShape(2, 4, 4);
        var design = new NetworkDesign
        {
            InputShape = shape,
            Labels = ["x", "", EmittedNameTests.HostileName, "\ufffe\uffff\ud800 \udfff\u202e\u200d\u0000", new string('漢', 70_000)],
            Normalization = new InputNormalization(1 / 3f, [0.1f, -1e-30f], [float.Epsilon, 3e38f]),
            Hardware = new HardwareDesign { InputVoltage = 1 / 3.0, Nonlinearity = 1 / 7.0, Resistances = new(0, 1e-300, 1 / 3.0, 4, 5) },
            Layers =
            [
                new ScaleShift { Name = "bn", Inputs = [0], OutputShape = shape, Scale = [-0.0f, 1e-45f], Shift = [float.NaN, float.PositiveInfinity] },
                new Relu { Name = "relu", Inputs = [1], OutputShape = shape },
                new Add { Name = "add", Inputs = [1, 2], OutputShape = shape },
                new MaxPool { Name = "max", Inputs = [3], OutputShape = new TensorShape(2, 2, 2), Window = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2, DilationX = 1 } },
                new AveragePool
                {
                    Name = "mean",
                    Inputs = [4],
                    OutputShape = new TensorShape(2, 1, 1),
                    CountPadding = true,
                    Window = new WindowGeometry(3, 2) { StrideY = 5, StrideX = 6, DilationY = 7, DilationX = 8, PadTop = 1, PadLeft = 2, PadBottom = 3, PadRight = 4 },
                },
                new Reshape { Name = "flat", Inputs = [5], OutputShape = new TensorShape(2) },
                new Constant { Name = "c", Inputs = [], OutputShape = new TensorShape(2), Values = [-0.0f, float.NegativeInfinity] },
                new Unary { Name = "clip", Inputs = [6], OutputShape = new TensorShape(2), Function = UnaryFunction.Clip, Alpha = 1 / 3f, Beta = float.PositiveInfinity },
                new Binary { Name = "max", Inputs = [7, 8], OutputShape = new TensorShape(2), Function = BinaryFunction.Maximum, Left = [1, 2], Right = [2] },
                new Where { Name = "where", Inputs = [7, 8, 9], OutputShape = new TensorShape(2), Condition = [2], Left = [1, 2], Right = [1, 2] },
                new Concat { Name = "join", Inputs = [8, 9], OutputShape = new TensorShape(4), Turns = 1 },
                new Rearrangement { Name = "move", Inputs = [11], OutputShape = new TensorShape(2, 3), Offsets = [[2, 0], [-1, 0, 1]], Fill = 1 / 7f },
                new Reduce { Name = "sum", Inputs = [12], OutputShape = new TensorShape(2), Function = ReduceFunction.L2, Dimensions = [1, 2, 3], Axes = [0, 2] },
                new Resampling { Name = "resize", Inputs = [13], OutputShape = new TensorShape(3), Inner = 1, Size = 2, ResultSize = 3, Sources = [0, 1, 0, 1, 1, 1], Weights = [1, 0, 0.5f, 0.5f, 1, 0] },
                new Softmax { Name = "softmax", Inputs = [14], OutputShape = new TensorShape(3) },
            ],
        };
        var network = new CompiledNetwork(design, design.Hardware, []);
        var source = ClassEmitter.Emit("Net", "", "m.onnx", network, TableBlob.Pack([]), asResource: false);
        using var assembly = GeneratedAssembly.Compile(source);
        AssertSameDesign(design, assembly.CreateDesign("Net"));
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void Baked_transfer_matrices_are_those_that_would_be_solved(string tables)
    {
        var request = Request(Model(), ("ClassName", "TestNet"), ("Tables", tables), ("BakeTransfer", "True"));
        ModelCompiler.Compile(request, Folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var design = assembly.CreateDesign("TestNet");
        foreach (var tile in design.Layers.OfType<CrossbarConvolution>().SelectMany(layer => layer.Tiles))
        {
            var solved = new double[tile.Conductances.Length];
            tile.Layout.Solve([.. tile.Conductances.Select(g => (double)g)], design.Hardware.Resistances, solved);
            Assert.Equal(solved, tile.Transfer);
        }
    }

    [Fact]
    public void Two_compiles_write_the_same_bytes()
    {
        var request = Request(Model(), ("Tables", "Resource"), ("ProgrammingSigma", "4e-7"), ("ClassName", "TestNet"));
        var (first, second) = (At("first"), At("second"));
        ModelCompiler.Compile(request, first, new DiagnosticBag());
        ModelCompiler.Compile(request, second, new DiagnosticBag());
        var files = Directory.GetFiles(first, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(first, f)).Order().ToArray();
        Assert.True(files.Length > 6);
        Assert.Equal(files, Directory.GetFiles(second, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(second, f)).Order());
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));
        Assert.All(files, file => Assert.DoesNotContain((byte)'\r', file.EndsWith(".bin", StringComparison.Ordinal) ? [] : File.ReadAllBytes(Path.Combine(first, file))));
    }

    [Fact]
    public void A_resource_of_another_compile_is_refused()
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet")), Folder.Path, new DiagnosticBag());
        var source = File.ReadAllText(At("TestNet.tables.g.cs"));
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet"), ("WireResistance", "2")), Folder.Path, new DiagnosticBag());
        using var assembly = GeneratedAssembly.Compile(source, "TestNet.tables.bin", At("TestNet.tables.bin"));
        var failure = Assert.ThrowsAny<Exception>(() => assembly.CreateDesign("TestNet"));
        Assert.IsType<InvalidOperationException>(failure.GetBaseException());
        Assert.Contains("TestNet.tables.bin", failure.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void Tables_of_another_format_are_refused_before_they_are_read(string tables)
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet")), Folder.Path, new DiagnosticBag());
        var source = File.ReadAllText(At("TestNet.tables.g.cs"));
        var demand = $"Demand(typeof(TestNet), {TableFormat.Version})";
        Assert.Contains(demand, source, StringComparison.Ordinal);
        source = source.Replace(demand, $"Demand(typeof(TestNet), {TableFormat.Version + 1})", StringComparison.Ordinal);

        // Without its resource: nobody gets as far as to miss it.
        using var assembly = GeneratedAssembly.Compile(source);
        var failure = Assert.Throws<TargetInvocationException>(() => assembly.CreateDesign("TestNet")).InnerException;
        Assert.Contains($"have format {TableFormat.Version + 1}", Assert.IsType<InvalidOperationException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_of_another_format_is_refused()
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet")), Folder.Path, new DiagnosticBag());
        var bytes = File.ReadAllBytes(At("TestNet.tables.bin"));
        Assert.Equal("CBXT"u8, bytes.AsSpan(0, 4));
        Assert.Equal(TableFormat.Version, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), TableFormat.Version + 1);
        File.WriteAllBytes(At("TestNet.tables.bin"), bytes);
        using var assembly = GeneratedAssembly.Compile(File.ReadAllText(At("TestNet.tables.g.cs")), "TestNet.tables.bin", At("TestNet.tables.bin"));
        var failure = Assert.ThrowsAny<Exception>(() => assembly.CreateDesign("TestNet")).GetBaseException();
        Assert.Contains($"have format {TableFormat.Version + 1}", Assert.IsType<InvalidOperationException>(failure).Message, StringComparison.Ordinal);
    }
}
