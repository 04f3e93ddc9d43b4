using System.Text.Json;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Tables;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Tests.Reporting.Page;

public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_wires_nothing_drops()
    {
        var (page, _) = Build(("WireResistance", "0"), ("InputResistance", "0"), ("OutputResistance", "0"));
        Assert.All(page.Layers.SelectMany(l => l.Arrays), array => Assert.All(
            (double[])[array.DropBefore.Minimum, array.DropBefore.Maximum, array.DropAfter.Minimum, array.DropAfter.Maximum],
            drop => Assert.InRange(drop, -1e-6, 1e-6)));
    }

    // One volt at a word line of the array with its targets programmed: the column's current in amperes is T. Solved node by node, as a
    // circuit, not as a transfer matrix.
    [Theory]
    [InlineData("Dense")]
    [InlineData("Differential")]
    [InlineData("SignedInput")]
    public void The_drop_before_conversion_is_that_of_the_targets_own_circuit(string mapping)
    {
        var (page, network) = Build(("Mapping", mapping), ("WireResistance", "20"), ("LineOrder", "Natural"));
        var array = page.Layers[0].Arrays[0];
        var tile = network.Layers[0].Tiles[0];
        var (rows, columns) = (array.Rows.Length, array.Columns.Length);
        var hardware = network.Design.Hardware;
        var targets = Enumerable.Range(0, rows * columns)
            .Select(k => hardware.MinConductance + ((hardware.MaxConductance - hardware.MinConductance) * tile.Mapped.Target.Values[k])).ToArray();
        var drops = new double[targets.Length];
        for (var i = 0; i < rows; i++)
        {
            var volts = new double[rows];
            volts[i] = 1;
            var currents = NodalAnalysis.Solve(rows, columns, targets, hardware.Resistances, volts).ColumnCurrents;
            for (var j = 0; j < columns; j++)
                drops[(i * columns) + j] = 1 - (currents[j] / targets[(i * columns) + j]);
        }

        Assert.Equal(drops.Max(), array.DropBefore.Maximum, 1e-5);
        Assert.Equal(drops.Min(), array.DropBefore.Minimum, 1e-5);
        var step = (array.DropBefore.Maximum - array.DropBefore.Minimum) / 254;
        var bytes = Convert.FromBase64String(array.DropBefore.Values);
        Assert.All(Enumerable.Range(0, drops.Length), k => Assert.Equal(drops[k], array.DropBefore.Minimum + (bytes[k] * step), 1.01 * step));
        // And the exact conversion takes it away.
        Assert.InRange(Math.Abs(array.DropAfter.Maximum), 0, array.DropBefore.Maximum / 50);
    }

    [Fact]
    public void Histograms_agree_with_the_compiles_own_quality()
    {
        var (page, network) = Build();
        Assert.All(page.Layers.Zip(network.Layers), pair =>
        {
            Assert.Equal(pair.Second.Tiles.Max(t => t.Quality.WorstError), pair.First.TransferAfter.Worst, 1e-15);
            var naive = pair.Second.Tiles.Select(t => IdealConversion.Convert(t.Mapped, network.Design.Hardware).Quality.WorstError).Max();
            Assert.Equal(naive, pair.First.TransferBefore.Worst, 1e-15);
            Assert.Equal(pair.Second.Tiles.Sum(t => (long)t.Conductances.Length), pair.First.TransferAfter.Counts.Sum());
        });
    }

    [Fact]
    public void What_stands_in_the_page_cannot_end_its_script()
    {
        var (page, _) = Build(("ClassName", "Net"));
        var named = page with { Summary = page.Summary with { Model = "</script><!--\u2028\".onnx" } };
        var json = named.ToJson();
        Assert.DoesNotContain('<', json);
        Assert.DoesNotContain('\n', json);
        using var read = JsonDocument.Parse(json);
        Assert.Equal(named.Summary.Model, read.RootElement.GetProperty("summary").GetProperty("model").GetString());
        Assert.Equal("ClassName MaxRows MaxColumns", string.Join(' ', page.ChangedOptions));
        Assert.Equal(json, named.ToJson());
    }

    [Fact]
    public void Links_to_netlists_are_relative_and_escaped()
    {
        var (_, network) = Build();
        var model = Load([]);
        Crossbar.Compiler.Netlists.NetlistWriter.Write(Path.Combine(_folder.Path, "my decks"), model, network);
        var page = Path.Combine(_folder.Path, "pages", "net.html");
        var links = NetlistLinks.Of(Path.Combine(_folder.Path, "my decks"), NetlistLinks.FromPage(page, Path.Combine(_folder.Path, "my decks")))!;
        Assert.Equal("../my%20decks/", links.Folder);
        Assert.Equal("layer00_tile001.cir", links.DeckOf("layer00_tile001"));
        Assert.Null(links.DeckOf("layer09_tile001"));
        Assert.All(links.Files, file => Assert.True(File.Exists(Path.Combine(_folder.Path, "my decks", file.File))));
        Assert.StartsWith("file:///", NetlistLinks.Of(Path.Combine(_folder.Path, "my decks"), Path.Combine(_folder.Path, "my decks"))!.Folder, StringComparison.Ordinal);
        Assert.Null(NetlistLinks.Of(_folder.Path, "."));
    }

    [Fact]
    public void A_studys_JSON_is_read_and_nothing_else()
    {
        AccuracyStudyRow[] rows = [new("", "", "software", 10, 0.9, 0.8, 1, null, null, null), new("Dense", "Exact", "4/4", 10, null, null, null, null, null, null, "CBX0009: no")];
        var array = StudyTable.Of(rows).ToJson();
        Assert.Equal(rows, AccuracyPage.Read(_folder.Write("array.json", System.Text.Encoding.UTF8.GetBytes(array))).Rows);
        Assert.Equal(rows, AccuracyPage.Read(_folder.Write("object.json", System.Text.Encoding.UTF8.GetBytes("{\"seed\": 1, \"rows\": " + array + "}"))).Rows);
        foreach (var text in (string[])["", "[]", "{}", "[1]", "[{\"layer\": \"conv\"}]", "bits,accuracy\n8/8,0.9\n"])
        {
            var failure = Assert.Throws<CompilationException>(() => AccuracyPage.Read(_folder.Write("other.json", System.Text.Encoding.UTF8.GetBytes(text))));
            Assert.Equal(Descriptors.InvalidData, failure.Diagnostics[0].Descriptor);
        }

        Assert.Equal(Descriptors.FileNotFound, Assert.Throws<CompilationException>(() => AccuracyPage.Read("nowhere.json")).Diagnostics[0].Descriptor);
    }

    private (ReportPage Page, CompiledNetwork Network) Build(params (string Name, string Value)[] metadata)
    {
        var model = Load(metadata);
        var network = ModelCompiler.Compile(model, null, new DiagnosticBag());
        return (ReportPageBuilder.Build(model, network, ReportBuilder.Build(model, network), ReportImages.Calibration(model), null, null), network);
    }

    private LoadedModel Load((string Name, string Value)[] metadata)
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten").Floats("v", [80, 2]).ThenWith("MatMul", ["v"]);
        return ModelLoader.Load(
            new CompilationRequest(_folder.Write("model.onnx", model.ToBytes()), [("MaxRows", "8"), ("MaxColumns", "4"), .. metadata], null, null), new DiagnosticBag());
    }
}
