using Crossbar.Compiler.Components;
using Crossbar.Compiler.Onnx.Importing;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Tests.Studies;

public sealed class StudyTests
{
    private static readonly KernelKind[] AllKinds = Enum.GetValues<KernelKind>();

    private static CompilerOptions AsInThePaper { get; } = new() { Hardware = new() { Components = new("zhang-2019", ComponentCatalog.Sets.Find("zhang-2019")!) } };

    [Fact]
    public void On_ideal_wires_every_conversion_is_exact_for_every_kernel_and_sparsity()
    {
        var options = new CompilerOptions { Hardware = new() { WireResistance = 0, InputResistance = 0, OutputResistance = 0 } };
        var rows = ConversionStudy.Synthetic(AllKinds, [(9, 4)], [0, 0.5], options).Run();
        Assert.Equal(AllKinds.Length * 4 * 2, rows.Length);
        // Single precision of conductances, currents and weights; the offset is a few times the signal.
        Assert.All(rows, row => Assert.InRange(row.WorstError!.Value, 0, 1e-5));
    }

    [Fact]
    public void On_wires_the_conversions_are_ranked_as_their_equations_say()
    {
        var rows = ConversionStudy.Synthetic([KernelKind.Gaussian], [(64, 16)], [0.5], new CompilerOptions()).Run();
        double Mean(string conversion) => rows.Single(r => r.Conversion == conversion).MeanError!.Value;
        Assert.InRange(Mean("Exact"), 0, 1e-4);
        Assert.True(Mean("Exact") < Mean("MaxInput") && Mean("MaxInput") < Mean("None"));
        Assert.All(rows, r => Assert.Equal(Math.Log2(1 / r.MeanError!.Value), r.MeanBits));
    }

    [Fact]
    public void What_cannot_be_converted_says_why_and_the_rest_is_studied()
    {
        var rows = ConversionStudy.Synthetic([KernelKind.Ternary], [(64, 16)], [0], new CompilerOptions { Hardware = new() { WireResistance = 500 } }).Run();
        Assert.Contains("no conductance", rows.Single(r => r.Conversion == "Exact").Note, StringComparison.Ordinal);
        Assert.NotNull(rows.Single(r => r.Conversion == "None").MeanError);
    }

    [Fact]
    public void An_array_that_is_not_exact_is_said_to_be_so()
    {
        var options = new CompilerOptions { Hardware = new() { WireResistance = 3000, InputResistance = 3000, OutputResistance = 3000, MinConductance = 0 } };
        var row = ConversionStudy.Synthetic([KernelKind.OneSided], [(24, 24)], [0], options).Run().Single(r => r.Conversion == "Exact");
        Assert.StartsWith("not exact: off by 0.0", row.Note, StringComparison.Ordinal);
    }

    // The paper, section 3.1: "one classification inference in ResNet-20 needs 9089 iterations"; its shortcuts run beside the blocks.
    [Fact]
    public void ResNet20_takes_the_papers_iterations_along_its_longest_path()
    {
        var model = OnnxImporter.Import(Repository.At("samples", "ResNet20", "ResNet20.onnx"), new DiagnosticBag());
        var study = OverheadStudy.Of(model.Design, AsInThePaper);
        Assert.Equal(9089, study.CriticalIterations);
        Assert.Equal(9089 + (16 * 16) + (8 * 8), study.Iterations);
        Assert.Equal(2 * 22, study.Rows.Length);
    }

    // Table 2 of the paper, the rows of its 288×32 and 576×64 arrays: power in mW and area in mm² to the digits printed.
    [Fact]
    public void Dense_arrays_cost_what_the_papers_table_says()
    {
        var model = OnnxImporter.Import(Repository.At("samples", "ResNet20", "ResNet20.onnx"), new DiagnosticBag());
        var rows = OverheadStudy.Of(model.Design, AsInThePaper).Rows;
        var (middle, large) = (rows.First(r => r is { Mapping: "Dense", Rows: 288, Columns: 32 }), rows.First(r => r is { Mapping: "Dense", Rows: 576, Columns: 64 }));
        Assert.Equal((1, 288, 1, 576), (middle.Adcs, middle.Dacs, large.Adcs, large.Dacs));
        Assert.Equal(291.35, 1e3 * middle.Power, 0.005);
        Assert.Equal(583.4, 1e3 * large.Power, 0.05);
        Assert.Equal(0.014, middle.Area, 0.0005);
        Assert.Equal(0.026, large.Area, 0.0005);
    }

    // Per layer: as many columns as digits, as many reads as pulses, and neurons in the place of ADCs.
    [Fact]
    public void Encodings_multiply_what_they_multiply()
    {
        var model = OnnxImporter.Import(Repository.At("samples", "ResNet20", "ResNet20.onnx"), new DiagnosticBag());
        var plain = OverheadStudy.Of(model.Design, AsInThePaper);
        var serial = OverheadStudy.Of(model.Design, new() { Mapping = new() { WeightBits = 8, CellBits = 2 }, Converters = new() { InputEncoding = InputEncoding.BitSerial, InputDigitBits = 2 }, Hardware = AsInThePaper.Hardware });
        Assert.All(plain.Rows.Zip(serial.Rows), pair => Assert.Equal((4 * pair.First.Columns, 4 * pair.First.Devices, 4 * pair.First.Iterations), (pair.Second.Columns, pair.Second.Devices, pair.Second.Iterations)));
        var spikes = OverheadStudy.Of(model.Design, new() { Converters = new() { InputEncoding = InputEncoding.Spikes, DacBits = 6 }, Hardware = AsInThePaper.Hardware });
        Assert.Equal(plain.Rows.Where(row => row.Mapping == "Dense").Select(row => row with { Adcs = 0, Power = 0, Area = 0 }), spikes.Rows.Select(row => row with { Power = 0, Area = 0 }));
        Assert.All(spikes.Rows.Zip(plain.Rows.Where(row => row.Mapping == "Dense")), pair => Assert.True(pair.First.Power < pair.Second.Power));
    }

    [Fact]
    public void Rows_are_written_as_csv_json_and_text_with_round_trip_numbers()
    {
        var table = StudyTable.Of<OverheadRow>([new("a,\"b\"", "Dense", 12, 3, 1, 36, 12, 1, 4, 1 / 3.0, 1e-7)]);
        Assert.Equal(
            "Layer,Mapping,Rows,Columns,Arrays,Devices,Dacs,Adcs,Iterations,Power,Area\n\"a,\"\"b\"\"\",Dense,12,3,1,36,12,1,4,0.3333333333333333,1E-07\n", table.ToCsv());
        Assert.Contains("\"power\": 0.3333333333333333", table.ToJson(), StringComparison.Ordinal);
        var text = table.ToText().Split('\n');
        Assert.Equal(text[0].IndexOf("Power", StringComparison.Ordinal) + "Power".Length, text[1].IndexOf("0.3333", StringComparison.Ordinal) + "0.3333".Length);
    }
}
