using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crossbar.Compiler.Components;
using Crossbar.Compiler.Data;
using Json.Schema;

namespace Crossbar.Compiler.Tests.Components;

/// <summary>Sets of components, against their publications, and the file against its schema.</summary>
public sealed class ComponentTests
{
    private const string Rest = """ "Cycle": 1e-7, "Cell": { "Power": 1e-8, "Area": 1e-15 }, "RowDriver": { "Energy": 1e-13, "Area": 1e-13 } """;

    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Repository.At("nuget", "schemas", "components.schema.json")));

    // One read of ISAAC's 128×128 array in 100 ns: 2 mW of its ADC, 0.5 mW of its drivers, 0.3 mW of its cells.
    [Fact]
    public void An_array_of_ISAACs_takes_what_its_table_says()
    {
        var set = ComponentCatalog.Default;
        Assert.Equal(200e-12, 128 * set.Adc.Energy.At(8), 1e-15);
        Assert.Equal(50e-12, 128 * set.RowDriver.Energy.At(1), 1e-15);
        Assert.Equal(0.3e-3, 128 * 128 * set.CellPower, 1e-9);
        // Areas are told in square millimetres, of eight arrays.
        Assert.Equal(0.0096, 8 * 1e6 * set.Adc.Area.At(8), 1e-9);
        Assert.Equal(0.00017, 1024 * 1e6 * set.RowDriver.Area.At(1), 1e-9);
        Assert.Equal(0.0002, 8 * 128 * 128 * 1e6 * set.CellArea, 1e-9);
    }

    // Check values of the fit: bound by the resolution at 100 MS/s, by the rate at 1.28 GS/s.
    [Theory]
    [InlineData(1e8, 1.7137, 3939)]
    [InlineData(1.28e9, 1.9292, 6469)]
    public void The_survey_of_ADCs_is_as_it_was_fitted(double rate, double picojoule, double squareMicrometre)
    {
        var law = new AdcSurveyLaw(rate, 32e-9);
        Assert.Equal(picojoule, 1e12 * law.At(8), 5e-5);
        Assert.Equal(squareMicrometre, 1e12 * new AdcSurveyAreaLaw(law).At(8), 0.5);
        Assert.Equal(law.At(4), law.At(1));
    }

    [Fact]
    public void Laws_are_what_they_are_called()
    {
        Assert.Equal([1, 3, 255], new[] { 1, 2, 8 }.Select(new StepLaw(1).At));
        Assert.Equal([1, 2, 8], new[] { 1, 2, 8 }.Select(new ProportionalLaw(1).At));
        Assert.Equal([0.5, 1, 4], new[] { 7, 8, 10 }.Select(new ScaledLaw(1, 8, 2).At));
    }

    [Fact]
    public void Every_set_names_its_sources_and_is_as_the_schema_says()
    {
        Assert.True(ComponentCatalog.Sets.Names.Length >= 3);
        Assert.All(ComponentCatalog.Sets.Names, name =>
        {
            var set = ComponentCatalog.Sets.Find(name)!;
            Assert.Equal(name, set.Name);
            Assert.NotEmpty(set.Sources);
            Assert.NotEmpty(set.Summary);
            Assert.True(IsValid(ComponentCatalog.Sets.TextOf(name)), name);
        });
    }

    [Theory]
    [InlineData("{ # }", 1, "'Adc' is missing.")]
    [InlineData("{ #, \"Adc\": { \"Columns\": 128, \"Area\": 1e-9 } }", 1, "'Energy' is missing.")]
    [InlineData("{ #, \"Adc\": { \"Columns\": 1.5, \"Energy\": 1e-12, \"Area\": 1e-9 } }", 1, "a whole number is needed.")]
    [InlineData("{ #,\n \"Adc\": { \"Columns\": 1, \"Energy\": { \"Value\": 1.56, \"Bits\": 8 }, \"Area\": 1e-9 } }", 2, "1.56 is out of its range, 0 to 1E-06 joules.")]
    [InlineData("{ #,\n \"Adc\": { \"Columns\": 1, \"Energy\": { \"Value\": 1e-12, \"Bit\": 8 }, \"Area\": 1e-9 } }", 2, "'Bits' is missing.")]
    [InlineData("{ #, \"Adc\": { \"Columns\": 1, \"Energy\": { \"Survey\": \"Dac\" }, \"Area\": 1e-9 } }", 1, "it must be \"Adc\".")]
    [InlineData("{ #, \"Adc\": { \"Columns\": 1, \"Energy\": 1e-12, \"Area\": 1e-9 }, \"Nod\": 1 }", 1, "there is no such member here. Did you mean 'Node'?")]
    public void What_is_wrong_is_said_at_its_place_and_the_schema_refuses_it(string json, int line, string message)
    {
        json = json.Replace("#", Rest, StringComparison.Ordinal);
        var refusal = Assert.Throws<PlacedJsonException>(() => ComponentFile.Parse(Encoding.UTF8.GetBytes(json), "test"));
        Assert.Equal(line, refusal.Line);
        Assert.EndsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.False(IsValid(json));
    }

    [Fact]
    public void A_survey_needs_a_node_and_an_area_its_energy()
    {
        Assert.Contains("give Node too", Refusal("{ \"Survey\": \"Adc\", \"Rate\": 1e9 }", "1e-9"), StringComparison.Ordinal);
        Assert.Contains("of an ADC whose Energy it tells", Refusal("1e-12", "{ \"Survey\": \"Adc\" }"), StringComparison.Ordinal);

        static string Refusal(string energy, string area) => Assert.Throws<PlacedJsonException>(() => ComponentFile.Parse(
            Encoding.UTF8.GetBytes($$"""{ {{Rest}}, "Adc": { "Columns": 1, "Energy": {{energy}}, "Area": {{area}} } }"""), "test")).Message;
    }

    private static bool IsValid(string json) => Schema.Evaluate(JsonNode.Parse(json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })).IsValid;
}
