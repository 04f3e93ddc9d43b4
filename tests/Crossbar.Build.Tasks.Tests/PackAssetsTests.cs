using System.Text;
using System.Text.Json;
using Crossbar.Tests.Support;

namespace Crossbar.Build.Tasks.Tests;

public sealed class PackAssetsTests : IDisposable
{
    private readonly TemporaryFolder _project = new();

    public void Dispose() => _project.Dispose();

    // What restore writes, less what neither pack nor we look at. Version 3 is that of NuGet 4 and later.
    private const string Assets = """
        {
          "version": 3,
          "targets": {
            "net8.0": {},
            "net10.0": {
              "Crossbar.Build/0.1.3": { "type": "package", "dependencies": { "Crossbar.Runtime": "[0.1.3, 0.2.0-0)" }, "build": { "build/Crossbar.Build.targets": {} } },
              "Crossbar.Runtime/0.1.3": { "type": "package", "compile": { "lib/net10.0/Crossbar.Runtime.dll": {} } }
            }
          },
          "project": {
            "version": "1.0.0",
            "frameworks": {
              "net8.0": { "dependencies": { "Other": { "target": "Package", "version": "[1.0.0, )" } } },
              "net10.0": {
                "dependencies": {
                  "Crossbar.Build": { "suppressParent": "All", "target": "Package", "version": "[0.1.0-*, )" }OWN
                },
                "imports": [ "net461", "a \"quoted\" / é" ],
                "warn": true
              }
            }
          }
        }
        """;

    [Fact]
    public void A_package_depends_on_what_the_compiler_demands_of_the_runtime()
    {
        using var rewritten = Rewrite("");

        var dependency = Assert.Single(Dependencies(rewritten, "net10.0"));
        Assert.Equal("Crossbar.Runtime", dependency.Name);
        Assert.Equal("""{"target":"Package","version":"[0.1.3, 0.2.0-0)"}""", dependency.Value.GetRawText());
    }

    [Fact]
    public void The_rest_of_the_file_is_as_it_was()
    {
        using var original = JsonDocument.Parse(Assets.Replace("OWN", "", StringComparison.Ordinal));
        using var rewritten = Rewrite("");

        Assert.Equal("Other", Assert.Single(Dependencies(rewritten, "net8.0")).Name);
        Assert.True(JsonElement.DeepEquals(original.RootElement.GetProperty("targets"), rewritten.RootElement.GetProperty("targets")));
        foreach (var name in (string[])["imports", "warn"])
            Assert.True(JsonElement.DeepEquals(Framework(original, "net10.0").GetProperty(name), Framework(rewritten, "net10.0").GetProperty(name)));
    }

    [Fact]
    public void A_reference_of_the_users_own_to_the_runtime_stays()
    {
        const string Own = """, "Crossbar.Runtime": { "target": "Package", "version": "[0.1.7, )" }""";
        using var rewritten = Rewrite(Own);

        Assert.Equal("[0.1.7, )", Assert.Single(Dependencies(rewritten, "net10.0")).Value.GetProperty("version").GetString());
    }

    [Fact]
    public void Without_a_reference_to_the_compiler_nothing_is_to_be_done() =>
        Assert.Null(PackAssets.Rewrite(Encoding.UTF8.GetBytes(Assets.Replace("Crossbar.Build\": {", "Crossbar.Else\": {", StringComparison.Ordinal).Replace("OWN", "", StringComparison.Ordinal))));

    [Fact]
    public void A_framework_for_which_the_compiler_demands_nothing_depends_on_nothing()
    {
        using var rewritten = JsonDocument.Parse(PackAssets.Rewrite(Encoding.UTF8.GetBytes(Assets.Replace("OWN", "", StringComparison.Ordinal)
            .Replace("\"dependencies\": { \"Crossbar.Runtime\": \"[0.1.3, 0.2.0-0)\" }, ", "", StringComparison.Ordinal)))!);

        Assert.Empty(Dependencies(rewritten, "net10.0"));
    }

    [Fact]
    public void A_damaged_file_is_a_message_not_a_crash()
    {
        _project.Write("obj/project.assets.json", "{ \"project\":");
        var engine = new RecordingBuildEngine();

        Assert.False(new WriteCrossbarPackAssets { BuildEngine = engine, ProjectDirectory = _project.Path, AssetsDirectory = "obj", OutputDirectory = "obj/.pack" }.Execute());

        var error = Assert.Single(engine.Errors);
        Assert.Equal(TaskMessages.FileSystem.Code, error.Code);
        Assert.EndsWith("Restore the project again.", error.Message, StringComparison.Ordinal);
    }

    private static JsonDocument Rewrite(string own) => JsonDocument.Parse(PackAssets.Rewrite(Encoding.UTF8.GetBytes(Assets.Replace("OWN", own, StringComparison.Ordinal)))!);

    private static JsonElement Framework(JsonDocument assets, string name) => assets.RootElement.GetProperty("project").GetProperty("frameworks").GetProperty(name);

    private static JsonElement.ObjectEnumerator Dependencies(JsonDocument assets, string framework) => Framework(assets, framework).GetProperty("dependencies").EnumerateObject();
}
