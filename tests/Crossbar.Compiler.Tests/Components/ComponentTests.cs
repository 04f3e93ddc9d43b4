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
    [InlineData("{ #, \"Adc\": { \"Rate\": 1e9, \"Columns\": 128, \"Area\": 1e-9 } }", 1, "'Energy' is missing.")]
    [InlineData("{ #, \"Adc\": { \"Rate\": 1e9, \"Columns\": 1.5, \"Energy\": 1e-12, \"Area\": 1e-9 } }", 1, "a whole number is needed.")]
    [InlineData("{ #,\n \"Adc\": { \"Rate\": 1e9, \"Columns\": 1, \"Energy\": { \"Value\": 1.56, \"Bits\": 8 }, \"Area\": 1e-9 } }", 2, "1.56 is out of its range, 0 to 1E-06 joules.")]
    [InlineData("{ #,\n \"Adc\": { \"Rate\": 1e9, \"Columns\": 1, \"Energy\": { \"Value\": 1e-12, \"Bit\": 8 }, \"Area\": 1e-9 } }", 2, "'Bits' is missing.")]
    [InlineData("{ #, \"Adc\": { \"Rate\": 1e9, \"Columns\": 1, \"Energy\": { \"Survey\": \"Dac\" }, \"Area\": 1e-9 } }", 1, "it must be \"Adc\".")]
    [InlineData("{ #, \"Adc\": { \"Rate\": 1e9, \"Columns\": 1, \"Energy\": 1e-12, \"Area\": 1e-9 }, \"Nod\": 1 }", 1, "there is no such member here. Did you mean 'Node'?")]
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
        Assert.Contains("give Node too", Refusal("{ \"Survey\": \"Adc\" }", "1e-9"), StringComparison.Ordinal);
        Assert.Contains("of an ADC whose Energy it tells", Refusal("1e-12", "{ \"Survey\": \"Adc\" }"), StringComparison.Ordinal);

        static string Refusal(string energy, string area) => Assert.Throws<PlacedJsonException>(() => ComponentFile.Parse(
            Encoding.UTF8.GetBytes($$"""{ {{Rest}}, "Adc": { "Rate": 1e9, "Columns": 1, "Energy": {{energy}}, "Area": {{area}} } }"""), "test")).Message;
    }

    // The cells of a published adder and SRAM, told at 45 nm, at 22.5 nm: half the energy, a quarter of the area.
    [Fact]
    public void Figures_of_another_node_are_scaled_to_the_sets()
    {
        static string Of(string node) => $$"""
            { {{node}} {{Rest}}, "Adc": { "Rate": 1e9, "Columns": 1, "Energy": 1e-12, "Area": 1e-9 }, "SampleHold": { "Energy": 1e-15, "Area": 1e-13 }, "Digital": {
              "Multiplier": { "Energy": 3e-15, "Area": 6e-12 }, "Adder": { "Energy": { "Value": 3e-15, "Node": 45e-9 }, "Area": { "Value": 8e-12, "Node": 45e-9 } },
              "Register": { "Energy": 9e-15, "Area": 6e-12 }, "Memory": { "Energy": 1e-13, "Area": { "Value": 2e-13, "Node": 22.5e-9 } } } }
            """;
        var set = ComponentFile.Parse(Encoding.UTF8.GetBytes(Of("\"Node\": 22.5e-9,")), "test");
        Assert.Equal((3e-15, 6e-12), (set.Digital!.Multiplier.Energy, set.Digital.Multiplier.Area));
        Assert.Equal(1.5e-15, set.Digital.Adder.Energy, 1e-24);
        Assert.Equal(2e-12, set.Digital.Adder.Area, 1e-21);
        Assert.Equal(2e-13, set.Digital.Memory.Area, 1e-22);
        Assert.True(IsValid(Of("\"Node\": 22.5e-9,")));
        Assert.Contains("give the set's own Node too", Assert.Throws<PlacedJsonException>(() => ComponentFile.Parse(Encoding.UTF8.GetBytes(Of("")), "test")).Message, StringComparison.Ordinal);
    }

    // Horowitz, ISSCC 2014, at 45 nm: products of 8 and 32 bits 0.2 and 3.1 pJ, a sum of 32 bits 0.1 pJ; here at 32 nm.
    [Theory]
    [InlineData("isaac-2016")]
    [InlineData("survey-32nm")]
    public void Arithmetic_takes_what_was_published(string name)
    {
        var digital = ComponentCatalog.Sets.Find(name)!.Digital!;
        const double Scale = 45.0 / 32;
        Assert.InRange(Scale * 64 * digital.Multiplier.Energy, 0.19e-12, 0.21e-12);
        Assert.InRange(Scale * 1024 * digital.Multiplier.Energy, 3.0e-12, 3.2e-12);
        Assert.Equal(0.1e-12, Scale * 32 * digital.Adder.Energy, 1e-15);
        Assert.Equal(6350e-12, 1024 * digital.Multiplier.Area * 40 * 40 / (32 * 32), 5e-12);
    }

    private static bool IsValid(string json) => Schema.Evaluate(JsonNode.Parse(json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })).IsValid;
}
