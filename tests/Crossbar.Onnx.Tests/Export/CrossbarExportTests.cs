using Crossbar.Compiler;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;
using Crossbar.Tests.Support;

namespace Crossbar.Onnx.Tests.Export;

public sealed class CrossbarExportTests
{
    private static readonly CompilerOptions Small = new() { MaxRows = 20, MaxColumns = 12 };

    private static readonly CrossbarOptions Reproducible = new() { Reproducible = true };

    public static TheoryData<string> Cases => [.. Options.Keys];

    private static Dictionary<string, CompilerOptions> Options { get; } = new()
    {
        ["Dense"] = Small,
        ["Differential"] = Small with { Mapping = MappingScheme.Differential },
        ["SignedInput"] = Small with { Mapping = MappingScheme.SignedInput },
        ["Toeplitz"] = Small with { Mapping = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 },
        ["One array a layer"] = Small with { MaxRows = 0, MaxColumns = 0 },
        ["Digital offset"] = Small with { OffsetSubtraction = OffsetSubtraction.Digital },
        ["A DAC range an array"] = Small with { DacRangeScope = DacRangeScope.Array },
        ["An ADC range a layer"] = Small with { AdcRangeScope = AdcRangeScope.Layer },
        ["A fit an array"] = Small with { FitScope = FitScope.Array, Scale = WeightScale.Array },
        ["Not converted"] = Small with { Conversion = ConversionMethod.None, WireResistance = 10, AccessResistance = 500 },
        ["Errors"] = Small with { ProgrammingSigma = 1e-6, StuckOffRate = 0.01, Seed = 4, LineOrder = LineOrder.Optimized },
        ["Levels"] = Small with { ConductanceLevels = 16, DacRange = RangeRule.MinMax, AdcRange = RangeRule.Percentile },
        ["One bit"] = Small with { DacBits = 1, AdcBits = 1 },
        ["Sixteen bits"] = Small with { DacBits = 16, AdcBits = 16 },
        ["Ideal DACs"] = Small with { DacBits = 0 },
        ["Ideal ADCs"] = Small with { AdcBits = 0, OffsetSubtraction = OffsetSubtraction.Digital },
    };

    // Neither rounding nor clamping: what is compared is all the rest, to the last bits.
    [OnnxRuntimeTheory]
    [MemberData(nameof(Cases))]
    public void With_ideal_converters_an_exported_chip_computes_what_the_chip_does(string name)
    {
        foreach (var (software, images) in Networks())
        {
            var design = Compile(software, images, Options[name] with { DacBits = 0, AdcBits = 0 });
            Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images), ExportAssert.RunExported(design, images)), 0, 1e-5);
        }
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(Cases))]
    public void An_exported_chip_computes_what_the_chip_does(string name)
    {
        foreach (var (software, images) in Networks())
        {
            var design = Compile(software, images, Options[name]);
            Assert.InRange(ExportAssert.Difference(ExportAssert.Run(design, images, Reproducible), ExportAssert.RunExported(design, images)), 0, 1e-5);
        }
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
