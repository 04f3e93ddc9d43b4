using System.Text.Json;
using Crossbar.Compiler.Solving;
using Crossbar.Compiler.Solving.Fitting;

namespace Crossbar.Compiler.Tests.Solving.Fitting;

public sealed class FitWiresCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_solve_prints_is_fitted_and_what_is_printed_solves_to_it()
    {
        Files("1e-3,2e-3,1.5e-3\n3e-3,1e-3,2e-3", "0.1,0.2\n0.3,0\n0,0.4\n0.2,0.2", 7, 5, 20, 30);
        var (text, diagnostics) = Run(o => o with { Fitted = [FittedResistance.Row, FittedResistance.Column, FittedResistance.Input, FittedResistance.Output] });
        Assert.Empty(diagnostics.All);
        Assert.Contains("metadata   RowWireResistance=\"7\" ColumnWireResistance=\"5\" InputResistance=\"20\" OutputResistance=\"30\"\n", text, StringComparison.Ordinal);
        Assert.Contains("options    --row-wire-resistance 7 --column-wire-resistance 5 --input-resistance 20 --output-resistance 30\n", text, StringComparison.Ordinal);
        // Those that are not fitted stay as they were given.
        var (row, _) = Run(o => o with { Fitted = [FittedResistance.Row], Array = o.Array with { WireResistance = 5, InputResistance = 20, OutputResistance = 30 } });
        Assert.Contains("options    --row-wire-resistance 7\n", row, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run(o => o with { Json = true, CurrentSigma = 1e-6, Fitted = [FittedResistance.Input, FittedResistance.Output], Array = o.Array with { RowWireResistance = 7, WireResistance = 5 } }).Text);
        var input = json.RootElement.GetProperty("resistances")[0];
        Assert.Equal(("InputResistance", true), (input.GetProperty("name").GetString(), input.GetProperty("isDetermined").GetBoolean()));
        Assert.Equal(20, input.GetProperty("ohm").GetDouble(), 1e-6);
        Assert.Equal((10, 1e-6), (json.RootElement.GetProperty("degreesOfFreedom").GetInt32(), json.RootElement.GetProperty("currentSigma").GetDouble()));
    }

    // A column of one cell has no wire between cells: measuring more would not tell it.
    [Fact]
    public void A_resistance_that_the_array_does_not_have_is_to_be_left_out()
    {
        Files("1e-4,2e-4,5e-5", "0.1\n0.2\n0.4", 7, 5, 20, 30);
        Func<FitWiresOptions, FitWiresOptions> with = o => o with { Fitted = [FittedResistance.Row, FittedResistance.Column], Array = o.Array with { InputResistance = 20, OutputResistance = 30 } };
        var warning = Reported.Only(Descriptors.UndeterminedResistance, Run(with).Diagnostics);
        Assert.Contains("ColumnWireResistance: no current changes with it alone. Leave it out of --fit", warning.Message, StringComparison.Ordinal);
        Assert.Empty(Run(o => with(o) with { Fitted = [FittedResistance.Row] }).Diagnostics.All);
    }

    // Where all cells are alike all currents of a driven row are, and one number does not tell what is lost at the sources from what is lost at the sense ends.
    [Fact]
    public void Resistances_that_look_the_same_are_warned_of_and_each_remedy_helps()
    {
        const int Size = 8;
        var random = new Random(1);
        var voltages = Lines(_ => 0.4 * random.NextDouble());
        Func<FitWiresOptions, FitWiresOptions> ends = o => o with
        {
            Array = o.Array with { WireResistance = 0 }, Fitted = [FittedResistance.Input, FittedResistance.Output], CurrentSigma = 1e-9,
        };
        Files(Lines(_ => 1e-4), voltages, 0, 0, 20, 30);
        var (_, alike) = Run(ends);
        Reported.Only([Descriptors.UndeterminedResistance, Descriptors.UndeterminedResistance], alike.All);
        Assert.Contains("It cannot be told from OutputResistance", alike.All[0].Message, StringComparison.Ordinal);
        Assert.False(alike.HasErrors);

        // One of the two given.
        var (given, one) = Run(o => ends(o) with { Fitted = [FittedResistance.Input], Array = o.Array with { WireResistance = 0, OutputResistance = 30 } });
        Assert.Empty(one.All);
        Assert.Contains("metadata   InputResistance=\"20\"\n", given, StringComparison.Ordinal);
        // Cells that differ.
        Files(Lines(_ => 1e-4 * random.NextDouble()), voltages, 0, 0, 20, 30);
        var (text, told) = Run(ends);
        Assert.Empty(told.All);
        Assert.Contains("InputResistance=\"20\" OutputResistance=\"30\"", text, StringComparison.Ordinal);

        static string Lines(Func<int, double> value) => string.Join('\n', Enumerable.Range(0, Size).Select(_ =>
            string.Join(',', Enumerable.Range(0, Size).Select(k => value(k).ToString("R", CultureInfo.InvariantCulture)))));
    }

    [Fact]
    public void Currents_that_no_wires_explain_are_warned_of()
    {
        Files("1e-3,2e-3\n3e-3,1e-3", "0.1,0.2\n0.3,0\n0,0.4", 7, 5, 20, 30);
        File.WriteAllText(At("i.csv"), "3e-3,1e-5\n1e-5,2e-3\n4e-3,1e-4\n");
        foreach (var (sigma, expected) in new (double?, string)[] { (null, "% of the currents"), (1e-6, "chi-square") })
        {
            var warning = Reported.Only(Descriptors.PoorFit, Run(o => o with { CurrentSigma = sigma }).Diagnostics);
            Assert.Contains(expected, warning.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(nameof(Descriptors.NothingToFit), "1e-3,2e-3\n")]
    [InlineData(nameof(Descriptors.NothingToFit), "0,0\n0,0\n", 2)]
    [InlineData(nameof(Descriptors.CurrentCount), "1e-3,2e-3,1e-3\n")]
    [InlineData(nameof(Descriptors.CurrentCount), "1e-3,2e-3\n1e-3,2e-3\n")]
    [InlineData(nameof(Descriptors.InvalidCurrent), "1e-3,inf\n")]
    [InlineData(nameof(Descriptors.CsvNotANumber), "1e-3,mA\n")]
    public void Currents_that_cannot_be_are_refused(string descriptor, string currents, int inputs = 1)
    {
        File.WriteAllText(At("g.csv"), "1e-3,2e-3\n3e-3,1e-3");
        File.WriteAllText(At("v.csv"), string.Concat(Enumerable.Repeat("0.1,0.2\n", inputs)));
        File.WriteAllText(At("i.csv"), currents.Replace("inf", "Infinity", StringComparison.Ordinal));
        var (text, diagnostics) = Run(o => o);
        Assert.Equal("", text);
        Assert.Equal(At("i.csv"), Reported.Only(Reported.Descriptor(descriptor), diagnostics).File);
    }

    private string At(string name) => _folder[name];

    private SolveOptions Array => new() { Conductances = At("g.csv"), Voltages = At("v.csv") };

    private (string Text, DiagnosticBag Diagnostics) Run(Func<FitWiresOptions, FitWiresOptions> change)
    {
        var diagnostics = new DiagnosticBag();
        using var output = new StringWriter { NewLine = "\n" };
        FitWiresCommand.Run(change(new FitWiresOptions { Array = Array, Currents = At("i.csv") }), output, diagnostics);
        return (output.ToString(), diagnostics);
    }

    private void Files(string conductances, string voltages, double row, double column, double input, double output)
    {
        File.WriteAllText(At("g.csv"), conductances);
        File.WriteAllText(At("v.csv"), voltages);
        using var currents = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter();
        Assert.Equal(0, SolveCommand.Run(
            Array with { WireResistance = row, ColumnWireResistance = column, InputResistance = input, OutputResistance = output }, currents, error));
        File.WriteAllText(At("i.csv"), currents.ToString());
    }
}
