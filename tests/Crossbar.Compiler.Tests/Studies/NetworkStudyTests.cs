using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Tables;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Studies;

public sealed class NetworkStudyTests : IDisposable
{
    private const int Count = 20;

    private static readonly CompilerOptions Perfect = new() { Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 }, Converters = new() { DacBits = 0, AdcBits = 0 } };

    private readonly LabelledImages _labelled = new();

    public void Dispose() => _labelled.Dispose();

    // The labels are what the software says, so that its accuracy is 1, and a perfect chip's too.
    [Fact]
    public void Accuracy_is_studied_for_every_combination_and_what_cannot_be_built_says_why()
    {
        var software = SmallNetwork.Create();
        var rows = AccuracyStudy.Plan(
            software, SmallNetwork.Images(5, 3), _labelled.Of(SmallNetwork.Images(Count)), Perfect,
            [MappingScheme.Dense, MappingScheme.Toeplitz, MappingScheme.Dense], [ConversionMethod.None, ConversionMethod.Exact], [new ConverterBits(0, 0), new ConverterBits(1, 1)]).Run();
        Assert.Equal(1 + 8, rows.Length);
        Assert.Equal(("software", 1.0), (rows[0].Bits, rows[0].Accuracy));
        foreach (var row in rows.Where(r => r is { Mapping: "Dense", Bits: "0/0" }))
            Assert.Equal((1.0, 0.0), (row.Accuracy, row.Loss));
        foreach (var row in rows.Where(r => r is { Mapping: "Dense", Bits: "1/1" }))
        {
            Assert.InRange(row.Accuracy!.Value, 0, 0.95);
            Assert.Equal(1 - row.Accuracy.Value, row.Loss!.Value, 12);
        }

        // 300 pixels are more than an array's 128 word lines.
        Assert.All(rows.Where(r => r.Mapping == "Toeplitz"), row => Assert.StartsWith($"{Descriptors.ToeplitzTooLarge.Code}: ", row.Note, StringComparison.Ordinal));
    }

    // Wires of 1 kΩ leave too little of some cells to reach their targets; the chip is built all the same.
    [Fact]
    public void What_is_warned_of_stands_beside_the_figures()
    {
        var options = new CompilerOptions { Hardware = new() { WireResistance = 1000 }, Conversion = new() { Method = ConversionMethod.MaxInput } };
        var software = SmallNetwork.Create();
        var warnings = new DiagnosticBag();
        NetworkCompiler.Compile(software, SmallNetwork.Images(5, 3), options, null, warnings);
        var row = AccuracyStudy.Plan(
            software, SmallNetwork.Images(5, 3), _labelled.Of(SmallNetwork.Images(Count)), options, [MappingScheme.Dense], [ConversionMethod.MaxInput], [new ConverterBits(8, 8)]).Run()[1];
        Assert.NotNull(row.Accuracy);
        Assert.NotEmpty(warnings.All);
        Assert.StartsWith($"{warnings.All[0].Descriptor.Code}: {warnings.All[0].Message}", row.Note, StringComparison.Ordinal);
        var text = StudyTable.Of([row]).ToText().TrimEnd().Split('\n');
        Assert.EndsWith("(1)", text[1], StringComparison.Ordinal);
        Assert.Equal($"(1) {row.Note}", text[2]);
    }

    [Fact]
    public void Errors_behind_each_layer_are_what_their_definition_says()
    {
        var software = SmallNetwork.Create();
        var (calibration, images) = (SmallNetwork.Images(5, 3), SmallNetwork.Images(Count));
        var rows = PropagationStudy.Plan(software, calibration, _labelled.Of(images), Perfect, [new ConverterBits(0, 0), new ConverterBits(4, 5)]).Run();
        Assert.Equal(["first", "grouped", "shortcut", "dense", "first", "grouped", "shortcut", "dense"], rows.Select(r => r.Layer));
        Assert.All(rows.Take(4), row => Assert.InRange(row.WorstError, 0, 1e-5));

        var chip = NetworkCompiler.Compile(software, calibration, Perfect with { Converters = Perfect.Converters with { DacBits = 4, AdcBits = 5 } });
        var pairs = images.Select(image => (new CrossbarNetwork(software).Trace(image)[5], new CrossbarNetwork(chip.Design).Trace(image)[5])).ToArray();
        double[] expected = [.. pairs.SelectMany(p => p.Item1).Select(v => (double)v)];
        double[] errors = [.. pairs.SelectMany(p => p.Item2).Zip(expected, (a, e) => Math.Abs(a - e))];
        var row = rows[6];
        var range = expected.Max() - expected.Min();
        Assert.Equal(("4/5", 3, Count), (row.Bits, row.Depth, row.Images));
        Assert.Equal(errors.Average() / range, row.MeanError, 9);
        double[] means = [.. errors.Chunk(errors.Length / Count).Select(image => image.Average() / range)];
        // Student's 97.5 % quantile for 19 degrees of freedom, as tables give it.
        var half = 2.093024 * Math.Sqrt(means.Sum(m => (m - means.Average()) * (m - means.Average())) / (Count - 1) / Count);
        Assert.Equal(row.MeanError - half, row.MeanLow!.Value, 1e-5 * half);
        Assert.Equal(row.MeanError + half, row.MeanHigh!.Value, 1e-5 * half);
        Assert.Equal(errors.Max() / range, row.WorstError, 9);
        Assert.Equal(Math.Sqrt(errors.Sum(e => e * e) / expected.Sum(e => e * e)), row.RelativeError, 9);
    }

    [Fact]
    public void Zeros_are_counted_among_each_layers_inputs()
    {
        var images = SmallNetwork.Images(2);
        Array.Clear(images[0], 0, 75);
        Array.Clear(images[1], 0, 225);
        var rows = SparsityStudy.Plan(SmallNetwork.Create(), _labelled.Of(images)).Run();
        Assert.Equal(("first", "3×10×10", 0.5, 0.25, 0.75), (rows[0].Layer, rows[0].Input, rows[0].Sparsity, rows[0].LeastSparsity, rows[0].GreatestSparsity));
        Assert.Equal([1, 2, 3, 4], rows.Select(r => r.Depth));
    }

    [Theory]
    [InlineData("8", 8, 8)]
    [InlineData("4/8", 4, 8)]
    [InlineData("0/16", 0, 16)]
    public void Bits_are_read(string text, int dac, int adc) => Assert.Equal(new ConverterBits(dac, adc), ConverterBits.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("-1/8")]
    [InlineData("8/8/8")]
    [InlineData("8/")]
    public void Other_bits_are_refused(string text) => Assert.Null(ConverterBits.Parse(text));
}
