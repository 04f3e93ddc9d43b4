using System.Text.Json;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Compiler.Tests.Onnx;

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
        var target = network.Layers[0].Arrays[0].Programmed.Target;
        var (rows, columns) = (array.WordLines, array.BitLines);
        Assert.Equal((rows, columns), (array.Rows.Length, array.Columns.Length));
        var hardware = network.Design.Hardware;
        var targets = Enumerable.Range(0, rows * columns)
            .Select(k => hardware.MinConductance + ((hardware.MaxConductance - hardware.MinConductance) * target.Values[k])).ToArray();
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
            Assert.Equal(pair.Second.Arrays.Max(a => a.Programmed.Quality.WorstError), pair.First.TransferAfter.Worst, 1e-15);
            var naive = pair.Second.Arrays.Select(a => Naive(a.Programmed, network.Design.Hardware).WorstError).Max();
            Assert.Equal(naive, pair.First.TransferBefore.Worst, 1e-15);
            Assert.Equal(pair.Second.Arrays.Sum(a => (long)a.Programmed.Conductances.Length), pair.First.TransferAfter.Counts.Sum());
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
        Assert.Equal("</script><!--\\u2028\".onnx", read.RootElement.GetProperty("summary").GetProperty("model").GetString());
        Assert.Equal("ClassName MaxRows MaxColumns", string.Join(' ', page.ChangedOptions));
        Assert.Equal(json, named.ToJson());
        // What only some pages have stands in no other's data.
        Assert.All((string[])["retention", "yield", "device"], name => Assert.False(read.RootElement.TryGetProperty(name, out _)));
    }

    [Fact]
    public void A_chip_with_a_Device_has_a_page_about_it()
    {
        var (page, network) = Build(("Device", "pcm-joshi-2020"), ("Mapping", "Differential"));
        Assert.Equal("pcm-joshi-2020", page.Device!.Name);
        Assert.Equal(network.Design.Hardware.MaxConductance, page.Device.Range.Maximum);
        using var read = JsonDocument.Parse(page.ToJson());
        Assert.Equal(25, read.RootElement.GetProperty("device").GetProperty("targets").GetArrayLength());
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
        Assert.Equal("layer00_tile001.cir", links.ArrayDecks()["layer00_tile001"]);
        Assert.Equal(network.ArrayCount, links.ArrayDecks().Count);
        Assert.All(links.Files, file => Assert.True(File.Exists(Path.Combine(_folder.Path, "my decks", file.File))));
        Assert.StartsWith("file:///", NetlistLinks.Of(Path.Combine(_folder.Path, "my decks"), Path.Combine(_folder.Path, "my decks"))!.Folder, StringComparison.Ordinal);
        Assert.Null(NetlistLinks.Of(_folder.Path, "."));
    }

    // Arrays of 8 × 4 cells and less: at 2 lines per pixel one of 7 × 3 still has 4 × 2 pixels.
    [Theory]
    [InlineData(100_000)]
    [InlineData(200)]
    [InlineData(60)]
    [InlineData(1)]
    public void Maps_have_no_more_pixels_than_is_allowed_but_one_for_each_array(int maxPixels)
    {
        var model = Load([]);
        var network = ModelCompiler.Compile(model, null, new DiagnosticBag());
        var arrays = ReportPageBuilder.Build(model, network, ReportBuilder.Build(model, network), ReportImages.Calibration(model), StudyPages.None, null, maxPixels).Layers.SelectMany(l => l.Arrays).ToArray();
        int Pixels(int block) => arrays.Sum(a => ((a.WordLines + block - 1) / block) * ((a.BitLines + block - 1) / block));

        var block = Assert.Single(arrays.Select(a => a.Block).Distinct());
        Assert.Equal(Pixels(block), arrays.Sum(a => Convert.FromBase64String(a.Conductance.Values).Length));
        Assert.True(Pixels(block) <= Math.Max(maxPixels, arrays.Length), $"{Pixels(block)} pixels");
        Assert.True(block == 1 || Pixels(block - 1) > maxPixels);
        Assert.All(arrays, a => Assert.Equal(block == 1 ? (a.WordLines, a.BitLines) : (0, 0), (a.Rows.Length, a.Columns.Length)));
    }

    [Theory]
    [InlineData(0, "0 fJ")]
    [InlineData(999.6e-12, "1 nJ")]
    [InlineData(999.4e-12, "999 pJ")]
    [InlineData(1.236e-9, "1.24 nJ")]
    [InlineData(1e-18, "0.001 fJ")]
    [InlineData(1e-12, "1 pJ")]
    [InlineData(2e3, "2E+03 J")]
    public void An_energy_has_three_digits_and_the_prefix_that_suits_them(double joule, string text) => Assert.Equal(text, ReportBuilder.Energy(joule));

    // The target programmed as it is, over the whole range.
    private static ConversionQuality Naive(ProgrammedArray array, HardwareDesign hardware)
    {
        var whole = TargetWindow.Whole(hardware);
        var transfer = new double[array.Conductances.Length];
        array.Layout.Solve([.. array.Target.Values.Select(v => (double)StoredConductance.Of(whole.Floor + (whole.Range * v), hardware))], hardware.Resistances, transfer);
        return ConversionQuality.Of(array.Layout, array.Target, whole, transfer, 1, 1);
    }

    private (ReportPage Page, CompiledNetwork Network) Build(params (string Name, string Value)[] metadata)
    {
        var model = Load(metadata);
        var network = ModelCompiler.Compile(model, null, new DiagnosticBag());
        return (ReportPageBuilder.Build(model, network, ReportBuilder.Build(model, network), ReportImages.Calibration(model), StudyPages.None, null), network);
    }

    private LoadedModel Load((string Name, string Value)[] metadata)
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten").Floats("v", [80, 2]).ThenWith("MatMul", ["v"]);
        return ModelLoader.Load(
            new CompilationRequest(_folder.Write("model.onnx", model.ToBytes()), [("MaxRows", "8"), ("MaxColumns", "4"), .. metadata], null, null), new DiagnosticBag());
    }
}
