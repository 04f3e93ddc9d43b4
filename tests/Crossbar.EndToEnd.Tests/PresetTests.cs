using System.Text.Json;
using System.Xml.Linq;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Where metadata come from besides the item itself, and what editors are told of them.</summary>
public sealed class PresetTests
{
    [Fact]
    public void Metadata_come_from_the_item_its_definition_properties_and_a_chips_file_in_that_order()
    {
        using var app = new ConsumerProject(program: """
            foreach (var label in App.TinyCrossbar.Labels)
                System.Console.WriteLine(label.Replace("\u2028", "|").Replace("\u2029", "|").Replace("\u0085", "|"));
            System.Console.WriteLine(App.TinyCrossbar.LabelOf(App.TinyCrossbar.Classify(new float[] { 0, 1, 0, 0 })));
            """);
        app.Write("chip.json", """{ "$schema": "chip.schema.json", "MaxRows": 3, "DacBits": 4, "WireResistance": 0.5, "AdcBits": 9 }""");
        // Lines end here with \n alone, whatever else Unicode calls the end of a line.
        app.Write("labels.txt", "left\u2028right\nup\u2029down\nin\u0085out\n");
        app.Write("Directory.Build.props", "<Project><PropertyGroup><CrossbarDacBits>5</CrossbarDacBits><CrossbarHardware>chip.json</CrossbarHardware><CrossbarMapping>Differential</CrossbarMapping></PropertyGroup></Project>");
        app.SetItems("""
            <CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" Labels="labels.txt" AdcBits="7" />
            </ItemGroup><ItemDefinitionGroup><CrossbarModel><AdcBits>6</AdcBits><MaxColumns>4</MaxColumns></CrossbarModel></ItemDefinitionGroup><ItemGroup>
            """);

        var run = app.Build("-v:detailed").Succeeded();

        using var report = JsonDocument.Parse(File.ReadAllText(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.report.json")));
        var options = report.RootElement.GetProperty("options");
        Assert.Equal(
            ["7", "4", "5", "Differential", "3", "0.5"],
            ((string[])["AdcBits", "MaxColumns", "DacBits", "Mapping", "MaxRows", "WireResistance"]).Select(name => options.GetProperty(name).GetString()));
        // The details: how the tool was started, how far it came, and what became of each layer.
        Assert.Contains("crossbar.dll compile @", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Layer +Kernel +Arrays +RangePercent +WorstErrorPercent", run.Output);
        Assert.Matches(@"classifier +4×3 +", run.Output);
        Assert.Equal(["left|right", "up|down", "in|out", "UpDown"], app.Run().Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        // A chip's file is an input like any other.
        app.Write("chip.json", """{ "MaxRows": 3, "WireResistance": 2 }""");
        Assert.Equal(1, app.Build().Succeeded().Compiles);
    }

    [Fact]
    public void An_editor_finds_the_property_page_and_the_schema_in_the_package()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();

        var run = app.DotNet("msbuild", "-getItem:PropertyPageSchema", "-getItem:AvailableItemName", "-getItem:CrossbarModel").Succeeded();

        using var json = JsonDocument.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..]);
        var items = json.RootElement.GetProperty("Items");
        var page = items.GetProperty("PropertyPageSchema").EnumerateArray().Select(item => item.GetProperty("FullPath").GetString()!)
            .Single(file => Path.GetFileName(file) == "CrossbarModel.xaml");
        Assert.Equal("CrossbarModel", XDocument.Load(page).Descendants().First(element => element.Name.LocalName == "Rule").Attribute("Name")!.Value);
        Assert.Contains("CrossbarModel", items.GetProperty("AvailableItemName").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()));
        Assert.Equal("MSBuild:Compile", items.GetProperty("CrossbarModel")[0].GetProperty("Generator").GetString());
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(page)!, "..", "schemas", "chip.schema.json")));
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("WireResistance", out _));
    }
}
