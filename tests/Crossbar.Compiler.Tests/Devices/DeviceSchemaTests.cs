using System.Text.Json;
using System.Text.Json.Nodes;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Devices;
using Json.Schema;

namespace Crossbar.Compiler.Tests.Devices;

/// <summary>The schema that editors read, against what the reader takes.</summary>
public sealed class DeviceSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Repository.At("nuget", "schemas", "device.schema.json")));

    [Fact]
    public void Every_device_of_the_catalogue_is_as_the_schema_says() => Assert.All(DeviceCatalog.Devices.Names, name => Assert.True(IsValid(DeviceCatalog.Devices.TextOf(name)), name));

    [Theory]
    [InlineData("{ \"MinConductance\": 1e-6 }")]
    [InlineData("{ #, \"Progamming\": {} }")]
    [InlineData("{ \"MinConductance\": 1e-6, \"MaxConductance\": 40 }")]
    [InlineData("{ #, \"Programming\": { \"Sigma\": {} } }")]
    [InlineData("{ #, \"Programming\": { \"Sigma\": \"1\" } }")]
    [InlineData("{ #, \"Programming\": { \"Verify\": { \"Tolerance\": 1e-7, \"MaxPulses\": 2.5 } } }")]
    [InlineData("{ #, \"Drift\": { \"ReferenceTime\": 1 } }")]
    [InlineData("{ #, \"Drift\": { \"Law\": \"Linear\", \"ReferenceTime\": 1 } }")]
    [InlineData("{ #, \"Current\": { \"Law\": \"Table\" } }")]
    [InlineData("{ #, \"ReadNoise\": { \"Telegraph\": { \"Amplitude\": 2, \"Probability\": 0.5 } } }")]
    public void What_the_reader_refuses_the_schema_refuses_too(string json)
    {
        json = json.Replace("#", "\"MinConductance\": 1e-6, \"MaxConductance\": 40e-6", StringComparison.Ordinal);
        Assert.Throws<PlacedJsonException>(() => DeviceFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "test"));
        Assert.False(IsValid(json));
    }

    private static bool IsValid(string json) => Schema.Evaluate(JsonNode.Parse(
        json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })).IsValid;
}
