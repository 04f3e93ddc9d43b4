using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Studies;

public sealed class WireStudyTests : IDisposable
{
    private const int Count = 20;

    private static readonly CompilerOptions Wired = new()
    {
        Hardware = new() { WireResistance = 20, InputResistance = 40, OutputResistance = 30 },
        Converters = new() { DacBits = 0, AdcBits = 0 },
    };

    private readonly LabelledImages _labelled = new();

    public void Dispose() => _labelled.Dispose();

    // The chip by hand: the compiled design, told of other wires, with nothing that was solved for the old ones.
    [Fact]
    public void A_row_is_the_compiled_chip_on_other_wires_before_and_after_recalibration()
    {
        var (software, calibration) = (SmallNetwork.Create(), SmallNetwork.Images(5, 3));
        var images = _labelled.Of(SmallNetwork.Images(Count));
        var rows = WireStudy.Plan(
            software, calibration, images, Wired, [ConversionMethod.Exact, ConversionMethod.None], [1, 1.5], [WirePart.Column, WirePart.Input]).Run();
        Assert.Equal(["Exact 1", "Exact 1.5", "None 1", "None 1.5"], rows.Select(r => $"{r.Conversion} {r.Factor}"));

        var compiled = NetworkCompiler.Compile(software, calibration, Wired);
        var hardware = compiled.Design.Hardware with { Resistances = new ArrayResistances(20, 30, 60, 30) };
        var chip = compiled.Design with
        {
            Hardware = hardware,
            Layers = [.. compiled.Design.Layers.Select(l => l is CrossbarConvolution c ? c with { Tiles = [.. c.Tiles.Select(t => t with { Transfer = [] })] } : l)],
        };
        Assert.Equal(ErrorOf(chip), rows[1].ErrorBefore!.Value, 1e-9);
        Assert.Equal(ErrorOf(compiled.Design), rows[0].ErrorBefore!.Value, 1e-9);
        // As compiled there is nothing to calibrate anew; an exact chip on wires that are half off is wrong, and a fit of each column repairs most.
        Assert.Equal((rows[0].ErrorBefore, rows[0].AccuracyBefore, rows[0].Loss), (rows[0].Error, rows[0].Accuracy, rows[0].LossBefore));
        Assert.True(rows[1].ErrorBefore > 5 * rows[0].Error && rows[1].Error < 0.5 * rows[1].ErrorBefore, $"{rows[1]}");

        double ErrorOf(NetworkDesign design)
        {
            var (wanted, actual) = (Evaluator.Evaluate(new CrossbarNetwork(software), images).Scores, Evaluator.Evaluate(new CrossbarNetwork(design), images).Scores);
            return Math.Sqrt(wanted.Zip(actual).Sum(p => Math.Pow((double)p.First - p.Second, 2)) / wanted.Sum(w => (double)w * w));
        }
    }

    // 300 kΩ wires leave no cell of the dense layer's array enough: the chip cannot be built, and the rest is studied.
    [Fact]
    public void What_cannot_be_compiled_says_why()
    {
        var rows = WireStudy.Plan(
            SmallNetwork.Create(), SmallNetwork.Images(5, 3), _labelled.Of(SmallNetwork.Images(Count)), Wired with { Hardware = Wired.Hardware with { WireResistance = 3e5 } },
            [ConversionMethod.Exact, ConversionMethod.None], [1], Enum.GetValues<WirePart>()).Run();
        Assert.StartsWith($"{Descriptors.Infeasible.Code}: ", rows[0].Note, StringComparison.Ordinal);
        Assert.Null(rows[0].Error);
        Assert.NotNull(rows[1].Error);
    }
}
