using System.Buffers.Binary;
using System.Reflection;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Tests.Mapping;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;
using Crossbar.Runtime.Layers.Crossbars;
using Crossbar.Runtime.Tables;
using Crossbar.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;

namespace Crossbar.Compiler.Tests.Emit;

public sealed class EmittedClassTests : IDisposable
{
    private const string HostileName = "a\"b\\c\n}/* \u2028 {0} é漢🙂 */ // \u0085\t\r\nclass X { }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
        ModelCompiler.Compile(request, _folder.Path, new DiagnosticBag());
        Assert.Equal(tables == "Resource", File.Exists(At("TestNet.tables.bin")));
        using var assembly = Load("TestNet");
        var design = assembly.CreateDesign(namespaceName.Length > 0 ? $"{namespaceName}.TestNet" : "TestNet");
        AssertSameNetwork(InMemory(request), design);
    }

    [Fact]
    public void The_class_holds_the_range_of_every_tiles_DACs()
    {
        var request = Request(Model(), ("DacRangeScope", "Array"), ("MaxRows", "4"), ("ClassName", "TestNet"));
        ModelCompiler.Compile(request, _folder.Path, new DiagnosticBag());
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
    public void Hostile_names_stay_names(string tables)
    {
        var model = Model(HostileName);
        var labels = _folder.Write("labels.txt", System.Text.Encoding.UTF8.GetBytes("\"quoted\"\nback\\slash {0} */\né漢🙂 // \u2028\n"));
        var request = Request(model, ("Tables", tables), ("ClassName", "TestNet"), ("Labels", labels));
        ModelCompiler.Compile(request, _folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var design = assembly.CreateDesign("TestNet");
        AssertSameNetwork(InMemory(request), design);
        Assert.Equal(["\"quoted\"", "back\\slash {0} */", "é漢🙂 //"], design.Labels.ToArray());
        Assert.Contains(design.Layers, layer => layer.Name == HostileName);
    }

    [UnixFact]
    public void A_hostile_file_name_stays_in_the_comment()
    {
        var path = _folder.Write("a\nclass {\u2028 b.onnx", Model().ToBytes());
        ModelCompiler.Compile(new CompilationRequest(path, [("ClassName", "TestNet")], null, null), _folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        Assert.NotNull(assembly.CreateDesign("TestNet"));
    }

    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void Every_language_since_CSharp_9_compiles_the_class(string tables)
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet"), ("Namespace", "Demo.Nets")), _folder.Path, new DiagnosticBag());
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
        ModelCompiler.Compile(Request(Model(), ("Tables", "Source"), ("ClassName", "TestNet")), _folder.Path, new DiagnosticBag());
        foreach (var language in GeneratedAssembly.Languages)
        {
            using var assembly = GeneratedAssembly.Compile(File.ReadAllText(At("TestNet.tables.g.cs")), language: language);
            var instructions = assembly.InstructionsOf("TestNet+Tables", "Layer0");
            // ldtoken, call CreateSpan, ret: five bytes, five bytes, one.
            Assert.Equal(11, instructions.Length);
            Assert.NotEqual(NewArray, instructions[0]);
        }
    }

    /// <summary>Every keyword of the compiler, whatever language it is of, is a class and a part of a namespace in the oldest and in the newest.</summary>
    [Fact]
    public void Every_keyword_names_a_class_and_a_namespace()
    {
        var design = new NetworkDesign
        {
            InputShape = new TensorShape(1),
            Layers = [new Relu { Name = "relu", Inputs = [0], OutputShape = new TensorShape(1) }],
        };
        var keywords = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["dynamic", "nint", "nuint", "lowercase", "_", "__x"]).Distinct().ToArray();
        Assert.True(keywords.Length > 110);
        Assert.All(keywords, keyword =>
        {
            var request = ModelLoader.Load(Request(Model(), ("ClassName", keyword), ("Namespace", $"Demo.{keyword}")), new DiagnosticBag());
            var source = ClassEmitter.Emit(request.ClassName, request.Namespace, "m.onnx", new CompiledNetwork(design, design, []), TableBlob.Pack([]), asResource: true);
            foreach (var language in (LanguageVersion[])[LanguageVersion.CSharp9, LanguageVersion.Preview])
                GeneratedAssembly.Compile(source, language: language).Dispose();
        });
    }

    // Names of the namespaces that the class itself uses, and of members of object.
    [Theory]
    [InlineData("Crossbar")]
    [InlineData("System")]
    [InlineData("Runtime")]
    [InlineData("ToString")]
    [InlineData("record")]
    public void A_class_name_hides_nothing_that_the_class_needs(string className)
    {
        ModelCompiler.Compile(Request(Model(), ("ClassName", className), ("Namespace", "Demo")), _folder.Path, new DiagnosticBag());
        using var assembly = Load(className);
        Assert.NotNull(assembly.CreateDesign($"Demo.{className}"));
    }

    [Theory]
    [InlineData("Tables")]
    [InlineData("CreateDesign")]
    [InlineData("Classify")]
    [InlineData("CreateLayer12")]
    [InlineData("get_Labels")]
    public void A_class_cannot_be_called_as_one_of_its_members(string className)
    {
        var failure = Assert.Throws<CompilationException>(() => ModelLoader.Load(Request(Model(), ("ClassName", className)), new DiagnosticBag()));
        Assert.Equal(Descriptors.InvalidValue, Assert.Single(failure.Diagnostics).Descriptor);
    }

    /// <summary>Whatever member the compiled half has, private ones and accessors too.</summary>
    [Theory]
    [InlineData("Source")]
    [InlineData("Resource")]
    public void No_class_is_called_as_a_member_of_the_compiled_half(string tables)
    {
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet")), _folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        var members = assembly.MembersOf("TestNet");
        Assert.Contains("CreateDesign", members);
        Assert.All(members, member => Assert.Equal(
            Descriptors.InvalidValue,
            Assert.Single(Assert.Throws<CompilationException>(() => ModelLoader.Load(Request(Model(), ("ClassName", member)), new DiagnosticBag())).Diagnostics).Descriptor));
    }

    [Fact]
    public void A_namespace_is_at_most_as_long_as_metadata_can_hold()
    {
        var longest = string.Join(".", Enumerable.Repeat(new string('N', 124), 8)) + "N";
        Assert.Equal(1000, longest.Length);
        ModelCompiler.Compile(Request(Model(), ("ClassName", "TestNet"), ("Namespace", longest)), _folder.Path, new DiagnosticBag());
        using var assembly = Load("TestNet");
        Assert.NotNull(assembly.CreateDesign($"{longest}.TestNet"));
        Assert.Throws<CompilationException>(() => ModelLoader.Load(Request(Model(), ("Namespace", longest + "N")), new DiagnosticBag()));
    }

    [Fact]
    public void Every_kind_of_layer_and_every_number_comes_back()
    {
        var shape = new TensorShape(2, 4, 4);
        var design = new NetworkDesign
        {
            InputShape = shape,
            Labels = ["x", "", HostileName, "\ufffe\uffff\ud800 \udfff\u202e\u200d\u0000", new string('漢', 70_000)],
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
        var network = new CompiledNetwork(design, design, []);
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
        ModelCompiler.Compile(request, _folder.Path, new DiagnosticBag());
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
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet")), _folder.Path, new DiagnosticBag());
        var source = File.ReadAllText(At("TestNet.tables.g.cs"));
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet"), ("WireResistance", "2")), _folder.Path, new DiagnosticBag());
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
        ModelCompiler.Compile(Request(Model(), ("Tables", tables), ("ClassName", "TestNet")), _folder.Path, new DiagnosticBag());
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
        ModelCompiler.Compile(Request(Model(), ("Tables", "Resource"), ("ClassName", "TestNet")), _folder.Path, new DiagnosticBag());
        var bytes = File.ReadAllBytes(At("TestNet.tables.bin"));
        Assert.Equal("CBXT"u8, bytes.AsSpan(0, 4));
        Assert.Equal(TableFormat.Version, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), TableFormat.Version + 1);
        File.WriteAllBytes(At("TestNet.tables.bin"), bytes);
        using var assembly = GeneratedAssembly.Compile(File.ReadAllText(At("TestNet.tables.g.cs")), "TestNet.tables.bin", At("TestNet.tables.bin"));
        var failure = Assert.ThrowsAny<Exception>(() => assembly.CreateDesign("TestNet")).GetBaseException();
        Assert.Contains($"have format {TableFormat.Version + 1}", Assert.IsType<InvalidOperationException>(failure).Message, StringComparison.Ordinal);
    }

    private static ModelBuilder Model(string? convolutionName = null)
    {
        var model = new ModelBuilder(0, 4, 6, 6)
            .Floats("w", [6, 2, 3, 3]).Floats("b", [6]).ThenWith("Conv", ["w", "b"], ("group", 2), ("pads", new[] { 1, 0, 1, 2 }), ("strides", new[] { 2, 1 }));
        model.LastNode.Name = convolutionName ?? "conv";
        return model.Then("Relu").Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 1, 2 }))
            .Then("Flatten").Floats("f", [36, 3]).Floats("g", [3]).ThenWith("Gemm", ["f", "g"]).Then("Softmax");
    }

    private CompilationRequest Request(ModelBuilder model, params (string, string)[] metadata) =>
        new(_folder.Write("model.onnx", model.ToBytes()), [.. metadata], null, null);

    private string At(string name) => Path.Combine(_folder.Path, name);

    private GeneratedAssembly Load(string className)
    {
        var resource = At($"{className}.tables.bin");
        var source = File.ReadAllText(At($"{className}.tables.g.cs"));
        return File.Exists(resource) ? GeneratedAssembly.Compile(source, $"{className}.tables.bin", resource) : GeneratedAssembly.Compile(source);
    }

    private static NetworkDesign InMemory(CompilationRequest request)
    {
        var model = ModelLoader.Load(request, new DiagnosticBag());
        return NetworkCompiler.Compile(model.Design, CalibrationImages.For(model, null, new DiagnosticBag()), model.Options).Design;
    }

    private static void AssertSameNetwork(NetworkDesign expected, NetworkDesign actual)
    {
        AssertSameDesign(expected, actual);
        var (a, b) = (new CrossbarNetwork(expected), new CrossbarNetwork(actual));
        var (x, y) = (new float[a.ClassCount], new float[a.ClassCount]);
        for (var seed = 0; seed < 5; seed++)
        {
            var image = Weights.Normal(expected.InputShape.Length, seed, 1);
            a.Predict(image, x);
            b.Predict(image, y);
            Assert.Equal(x, y);
        }
    }

    private static void AssertSameDesign(NetworkDesign expected, NetworkDesign actual)
    {
        Assert.Equal((expected.InputShape, expected.OutputShape, expected.Hardware), (actual.InputShape, actual.OutputShape, actual.Hardware));
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        Assert.Equal(expected.Normalization.Scale, actual.Normalization.Scale);
        Assert.Equal(expected.Normalization.Mean.ToArray(), actual.Normalization.Mean.ToArray());
        Assert.Equal(expected.Normalization.Std.ToArray(), actual.Normalization.Std.ToArray());
        Assert.Equal(expected.Layers.Length, actual.Layers.Length);
        foreach (var (x, y) in expected.Layers.Zip(actual.Layers))
        {
            Assert.Equal(x.GetType(), y.GetType());
            Assert.Equal((x.Name, x.OutputShape), (y.Name, y.OutputShape));
            Assert.Equal(x.Inputs.ToArray(), y.Inputs.ToArray());
            foreach (var property in x.GetType().GetProperties().Where(p => p.Name != "Tiles"))
                AssertSame(property.GetValue(x), property.GetValue(y));
        }
    }

    private static void AssertSame(object? x, object? y)
    {
        // By their bits: -0 is not 0.
        if (x is float a && y is float b)
            Assert.Equal(BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        else if (x is System.Collections.IEnumerable xs && y is System.Collections.IEnumerable ys)
        {
            var (left, right) = (xs.Cast<object?>().ToList(), ys.Cast<object?>().ToList());
            Assert.Equal(left.Count, right.Count);
            for (var k = 0; k < left.Count; k++)
                AssertSame(left[k], right[k]);
        }
        else
            Assert.Equal(x, y);
    }
}
