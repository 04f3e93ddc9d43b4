using Crossbar.Compiler.Devices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crossbar.Compiler.Tests.Options;

/// <summary>nuget/schemas/chip.schema.json, by which editors complete and check a hardware file.</summary>
public sealed class HardwareSchemaTests
{
    private static readonly string[] Place = ["nuget", "schemas", "chip.schema.json"];

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static IEnumerable<OptionDefinition> HardwareOptions => OptionTable.All.Where(option => option.InHardwareFile);

    [Fact]
    public void The_schema_is_what_the_table_of_options_says()
    {
        var properties = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema lies." } };
        foreach (var option in HardwareOptions)
            properties[option.Name] = Property(option);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Hardware file of Crossbar.Build",
            ["description"] = "What describes a chip: the file that CrossbarModel's Hardware names. Explicit metadata wins.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        GeneratedFile.IsCurrent(schema.ToJsonString(Indented) + "\n", Place);
    }

    /// <summary>The file, as an editor reads it, against the reader, as a build does: at each bound and just beyond.</summary>
    [Fact]
    public void The_schema_allows_the_numbers_that_the_reader_allows()
    {
        var properties = JsonNode.Parse(File.ReadAllText(Repository.At(Place)))!["properties"]!.AsObject();
        Assert.Equal(HardwareOptions.Select(option => option.Name).Prepend("$schema"), properties.Select(property => property.Key));
        foreach (var option in HardwareOptions.Where(option => option.Bounds is not null))
        {
            var schema = properties[option.Name]!.AsObject();
            var isWhole = (string?)schema["type"] == "integer";
            if (schema["minimum"] is { } minimum)
                AssertBound((double)minimum, Below((double)minimum), allowed: true);
            if (schema["exclusiveMinimum"] is { } least)
                AssertBound((double)least, double.BitIncrement((double)least), allowed: false);
            if (schema["maximum"] is { } maximum)
                AssertBound((double)maximum, Above((double)maximum), allowed: true);

            void AssertBound(double bound, double beyond, bool allowed)
            {
                Assert.Equal(allowed, Allows(option, bound));
                Assert.Equal(!allowed, Allows(option, beyond));
            }

            double Below(double value) => isWhole ? value - 1 : double.BitDecrement(value);

            double Above(double value) => isWhole ? value + 1 : double.BitIncrement(value);
        }
    }

    private static JsonObject Property(OptionDefinition option)
    {
        if (!option.Choices.IsEmpty)
            return new JsonObject { ["description"] = GeneratedFile.Describe(option), ["enum"] = new JsonArray([.. option.Choices.Select(choice => JsonValue.Create(choice))]) };

        if (option is IPresetOption presets)
            return new JsonObject { ["description"] = GeneratedFile.Describe(option), ["type"] = "string", ["examples"] = new JsonArray([.. presets.Names.Select(name => JsonValue.Create(name))]) };

        // A kind that a hardware file learns to hold beside numbers and choices needs its schema here.
        var bounds = option.Bounds ?? throw new InvalidOperationException($"{option.Name} is in hardware files, but takes no number: give it a schema.");
        var property = new JsonObject
        {
            ["description"] = GeneratedFile.Describe(option),
            ["type"] = option is IntegerOption ? "integer" : "number",
        };
        if (bounds.Min != double.MinValue)
            property[bounds.ExcludesMin ? "exclusiveMinimum" : "minimum"] = bounds.Min;
        if (bounds.Max != double.MaxValue)
            property["maximum"] = bounds.Max;
        return property;
    }

    private static bool Allows(OptionDefinition option, double value)
    {
        var bag = new DiagnosticBag();
        _ = option.Read(value.ToString("R", CultureInfo.InvariantCulture), new CompilerOptions(), new OptionSource(bag, null, null));
        return !bag.All.Any(diagnostic => diagnostic.Descriptor == Descriptors.InvalidValue);
    }
}
