using Crossbar.Compiler.Export;
using Crossbar.Compiler.Onnx.Proto;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Tests;
using Crossbar.Onnx.Tests.Networks;

namespace Crossbar.Onnx.Tests.Export;

public sealed class CrossbarExportTests
{
    private static readonly CompilerOptions Small = new() { Mapping = new() { MaxRows = 20, MaxColumns = 12 } };

    private static readonly CrossbarOptions Reproducible = new() { Reproducible = true };

    public static TheoryData<string> Cases => [.. Options.Keys];

    private static Dictionary<string, CompilerOptions> Options { get; } = new()
    {
        ["Dense"] = Small,
        ["Differential"] = Small with { Mapping = Small.Mapping with { Scheme = MappingScheme.Differential } },
        ["SignedInput"] = Small with { Mapping = Small.Mapping with { Scheme = MappingScheme.SignedInput } },
        ["Toeplitz"] = Small with { Mapping = Small.Mapping with { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 } },
        ["One array a layer"] = Small with { Mapping = Small.Mapping with { MaxRows = 0, MaxColumns = 0 } },
        ["Digital offset"] = Small with { Mapping = Small.Mapping with { OffsetSubtraction = OffsetSubtraction.Digital } },
        ["A DAC range an array"] = Small with { Converters = Small.Converters with { DacRangeScope = DacRangeScope.Array } },
        ["An ADC range a layer"] = Small with { Converters = Small.Converters with { AdcRangeScope = AdcRangeScope.Layer } },
        ["A fit an array"] = Small with { Converters = Small.Converters with { FitScope = FitScope.Array }, Mapping = Small.Mapping with { Scale = WeightScale.Array } },
        ["Not converted"] = Small with { Conversion = Small.Conversion with { Method = ConversionMethod.None }, Hardware = Small.Hardware with { WireResistance = 10, AccessResistance = 500 } },
        ["Errors"] = Small with
        {
            Variation = Small.Variation with { ProgrammingSigma = 1e-6, StuckOffRate = 0.01, Seed = 4 },
            Conversion = Small.Conversion with { LineOrder = LineOrder.Optimized },
        },
        ["Levels"] = Small with
        {
            Conversion = Small.Conversion with { ConductanceLevels = 16 },
            Converters = Small.Converters with { DacRange = RangeRule.MinMax, AdcRange = RangeRule.Percentile },
        },
        ["One bit"] = Small with { Converters = Small.Converters with { DacBits = 1, AdcBits = 1 } },
        ["Sixteen bits"] = Small with { Converters = Small.Converters with { DacBits = 16, AdcBits = 16 } },
        ["Ten bits on many rows"] = Small with { Converters = Small.Converters with { DacBits = 10, AdcBits = 12 }, Mapping = Small.Mapping with { MaxRows = 0 } },
        ["Pulses"] = Small with { Converters = Small.Converters with { InputEncoding = InputEncoding.BitSerial, InputDigitBits = 3, DacRangeScope = DacRangeScope.Array } },
        ["Spikes"] = Small with
        {
            Mapping = Small.Mapping with { Scheme = MappingScheme.Differential },
            Converters = Small.Converters with { InputEncoding = InputEncoding.Spikes, DacBits = 5, AdcBits = 6 },
        },
        ["Slices"] = Small with { Mapping = Small.Mapping with { WeightBits = 8, CellBits = 3 } },
        ["Slices in arrays of their own"] = Small with { Mapping = Small.Mapping with { WeightBits = 6, CellBits = 2, SlicePlacement = SlicePlacement.Arrays, Scheme = MappingScheme.Differential } },
        ["Pulses and slices"] = Small with
        {
            Mapping = Small.Mapping with { WeightBits = 4, CellBits = 1, OffsetSubtraction = OffsetSubtraction.Digital },
            Converters = Small.Converters with { InputEncoding = InputEncoding.BitSerial, InputDigitBits = 2 },
        },
        ["Ideal DACs"] = Small with { Converters = Small.Converters with { DacBits = 0 } },
        ["Ideal ADCs"] = Small with { Converters = Small.Converters with { AdcBits = 0 }, Mapping = Small.Mapping with { OffsetSubtraction = OffsetSubtraction.Digital } },
    };

    // Neither rounding nor clamping: what is compared is all the rest, to the last bits.
    [Theory]
    [MemberData(nameof(Cases))]
    public void With_ideal_converters_an_exported_chip_computes_what_the_chip_does(string name)
    {
        foreach (var (software, images) in Networks())
        {
            // Only codes have digits.
            var converters = Options[name].Converters with { AdcBits = 0 };
            var design = Compile(software, images, Options[name] with { Converters = converters.InputEncoding is InputEncoding.BitSerial or InputEncoding.Spikes ? converters : converters with { DacBits = 0 } });
            Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images), ExportAssert.RunExported(design, images)), 0, 1e-5);
        }
    }

    // Codes flip at the least difference, so that only exact sums agree to the last bits.
    [Theory]
    [MemberData(nameof(Cases))]
    public void An_exported_chip_computes_what_the_chip_does(string name)
    {
        foreach (var (software, images) in Networks())
        {
            var design = Compile(software, images, Options[name]);
            Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images, Reproducible), ExportAssert.RunExported(design, images)), 0, 1e-5);
        }
    }

    // No code hides what slices leave out, and behind one layer no DAC makes codes of it: the runtime without exact sums is met as well.
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(10)]
    public void With_ideal_ADCs_slices_lose_nothing_against_sums_of_their_own(int dacBits)
    {
        var software = ImportAssert.Imports(new ModelBuilder(0, 200).Floats("W", [200, 9]).Floats("B", [9]).ThenWith("Gemm", ["W", "B"])).Design;
        var images = ExportAssert.Images(software, 6);
        var design = Compile(software, images, new CompilerOptions
        {
            Mapping = new() { MaxRows = 0 },
            Converters = new() { DacBits = dacBits, AdcBits = 0 },
            Conversion = new() { Method = ConversionMethod.None },
        });
        Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images), ExportAssert.RunExported(design, images)), 0, 2e-6);
    }

    [Theory]
    [InlineData(8, 8, 20, null)]
    [InlineData(0, 0, 20, null)]
    [InlineData(0, 8, 20, "DACs of 1 to 14 bits")]
    [InlineData(16, 8, 32, null)]
    [InlineData(16, 8, 33, "DacBits=15 or MaxRows=32")]
    public void Sums_that_are_not_exact_are_warned_of(int dacBits, int adcBits, int rows, string? remedy)
    {
        var software = ImportAssert.Imports(new ModelBuilder(0, 66).Floats("W", [66, 3]).ThenWith("MatMul", ["W"])).Design;
        var options = new CompilerOptions
        {
            Mapping = new() { MaxRows = rows },
            Converters = new() { DacBits = dacBits, AdcBits = adcBits },
            Conversion = new() { Method = ConversionMethod.None },
        };
        var diagnostics = new DiagnosticBag();
        ExactSums.Check(Compile(software, ExportAssert.Images(software, 2), options), "net.onnx", diagnostics);
        if (remedy is null)
        {
            Assert.Empty(diagnostics.All);
            return;
        }

        var warning = Assert.Single(diagnostics.All);
        Assert.Equal((Descriptors.InexactSums, "net.onnx"), (warning.Descriptor, warning.File));
        Assert.Contains(remedy, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_options_together_are_exported_right()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var (software, images) = Networks().ElementAt(random.Next(3));
            var options = Small with
            {
                Mapping = Small.Mapping with { Scheme = (MappingScheme)random.Next(3), OffsetSubtraction = (OffsetSubtraction)random.Next(2), Scale = (WeightScale)random.Next(2), MaxRows = random.Next(4, 40), MaxColumns = random.Next(2, 20), SpareColumns = random.Next(2) },
                Converters = Small.Converters with { DacRangeScope = (DacRangeScope)random.Next(2), AdcRangeScope = (AdcRangeScope)random.Next(3), FitScope = (FitScope)random.Next(2), DacBits = random.Next(1, 11), AdcBits = random.Next(0, 13) },
            };
            options = options with { Mapping = options.Mapping with { Copies = random.Next(1, 4) } };
            if (random.Next(2) == 0)
                options = options with { Mapping = options.Mapping with { WeightBits = random.Next(2, 9), CellBits = random.Next(1, 5), SlicePlacement = (SlicePlacement)random.Next(2) } };
            if (random.Next(2) == 0)
                options = options with { Converters = options.Converters with { InputEncoding = InputEncoding.BitSerial, InputDigitBits = random.Next(1, 5) } };
            // Several copies of several slices do not fit few columns.
            if (OptionConflict.Of(options).Any())
                options = options with { Mapping = options.Mapping with { MaxColumns = 128 } };
            var design = Compile(software, images, options);
            var difference = ExportAssert.Difference(ExportAssert.Run(design, images, Reproducible), ExportAssert.RunExported(design, images));
            Assert.True(difference <= 1e-5, $"Seed {seed}: {difference}, {options}");
        }
    }

    [Theory]
    [InlineData("Mnist", 8)]
    [InlineData("Mnist", 4)]
    [InlineData("ResNet20", 6)]
    public void A_sample_network_is_exported_and_gives_the_same_scores(string name, int bits)
    {
        var diagnostics = new DiagnosticBag();
        var software = OnnxImporter.Import(Repository.At("samples", name, name + ".onnx"), diagnostics).Design;
        var images = ExportAssert.Images(software, 4);
        var design = Compile(software, images, new CompilerOptions { Converters = new() { DacBits = bits, AdcBits = bits }, Conversion = new() { Method = ConversionMethod.None } });
        var (expected, actual) = (ExportAssert.Run(design, images, Reproducible), ExportAssert.RunExported(design, images));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [InlineData("MobileNetV3")]
    [InlineData("ShuffleNet")]
    [InlineData("UNet")]
    [InlineData("DenseNet")]
    public void Digital_layers_between_crossbars_are_exported_with_them(string name)
    {
        var software = ImportAssert.Imports(Architectures.All[name]()).Design;
        var images = ExportAssert.Images(software, 1);
        var design = Compile(software, images, new CompilerOptions { Converters = new() { DacBits = 0, AdcBits = 0 }, Conversion = new() { Method = ConversionMethod.None } });
        Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images), ExportAssert.RunExported(design, images)), 0, 1e-4);
    }

    // The importer is a second reader; where it folds a factor and a summand the last bits may differ.
    [Theory]
    [MemberData(nameof(Cases))]
    public void An_exported_chip_imported_again_as_a_digital_network_gives_the_same_scores(string name)
    {
        foreach (var (software, images) in Networks())
        {
            var design = Compile(software, images, Options[name]);
            var again = ImportAssert.Import(NetworkExporter.Export(design, "image", "scores"));
            Assert.Equal(("image", "scores"), (again.InputName, again.OutputName));
            Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images, Reproducible), ExportAssert.Run(again.Design, images)), 0, 1e-5);
        }
    }

    [Fact]
    public void The_same_network_is_the_same_file_of_operators_that_the_standard_has()
    {
        var (software, images) = Networks().First();
        var design = Compile(software, images, Small);
        var file = NetworkExporter.Export(design, "image", "scores", ("crossbar.model", "net.onnx"));
        Assert.Equal(file, NetworkExporter.Export(design, "image", "scores", ("crossbar.model", "net.onnx")));
        var model = ModelProto.Parser.ParseFrom(file);
        var opset = Assert.Single(model.OpsetImport);
        Assert.Equal(("", 13), (opset.Domain, opset.Version));
        Assert.Equal(["N", "", "", ""], model.Graph.Input.Single().Type.TensorType.Shape.Dim.Select(d => d.DimParam));
        Assert.Equal([0, 3, 7, 6], model.Graph.Input.Single().Type.TensorType.Shape.Dim.Select(d => d.DimValue));
        Assert.Equal("scores", model.Graph.Output.Single().Name);
        Assert.Equal("net.onnx", model.MetadataProps.Single().Value);
        Assert.All(model.Graph.Node, node => Assert.Equal("", node.Domain));
        string[] operators = ["Add", "Clip", "Conv", "Mul", "Relu", "Reshape", "Round", "Slice", "Sub"];
        Assert.All(model.Graph.Node, node => Assert.Contains(node.OpType, operators));
    }

    [Fact]
    public void Nonlinear_cells_are_refused()
    {
        var (software, images) = Networks().Last();
        var design = Compile(software, images, Small) with { Hardware = new HardwareDesign { Nonlinearity = 2 } };
        var failure = Assert.Throws<CompilationException>(() => NetworkExporter.Export(design, "image", "scores"));
        Reported.Only(Descriptors.NoTransferMatrix, failure.Diagnostics);
    }

    private static NetworkDesign Compile(NetworkDesign software, float[][] images, CompilerOptions options) =>
        NetworkCompiler.Compile(software, images, options).Design;

    // Padding, strides, dilation, tiles that begin within a channel, groups packed and not, inputs of both signs, a dense layer.
    private static IEnumerable<(NetworkDesign Software, float[][] Images)> Networks()
    {
        ModelBuilder[] models =
        [
            new ModelBuilder(0, 3, 7, 6).Floats("W", [5, 3, 3, 3]).Floats("B", [5]).ThenWith("Conv", ["W", "B"], ("pads", new[] { 1, 1, 2, 0 }), ("strides", new[] { 2, 1 }))
                .Then("Relu").Floats("V", [14, 5, 2, 2]).ThenWith("Conv", ["V"], ("dilations", new[] { 2, 1 })),
            new ModelBuilder(0, 4, 5, 5).Floats("W", [8, 2, 3, 3]).Floats("B", [8]).ThenWith("Conv", ["W", "B"], ("pads", new[] { 1, 1, 1, 1 }), ("group", 2))
                .Then("Relu").Floats("V", [8, 1, 2, 2]).ThenWith("Conv", ["V"], ("group", 8)),
            new ModelBuilder(0, 30).Floats("W", [30, 13]).Floats("B", [13]).ThenWith("Gemm", ["W", "B"]).Then("Relu").Floats("V", [13, 4]).ThenWith("MatMul", ["V"]),
        ];
        foreach (var model in models)
        {
            var software = ImportAssert.Imports(model).Design;
            yield return (software, ExportAssert.Images(software, 6));
        }
    }
}
