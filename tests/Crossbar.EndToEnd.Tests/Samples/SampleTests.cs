using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

public sealed class SampleTests
{
    // The README, which is followed in every run, has the first of them run so too.
    [Theory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("Mnist")]
    [InlineData("ResNet20")]
    public void A_sample_copied_out_of_the_repository_builds_and_runs_with_the_package(string name)
    {
        using var app = new ConsumerProject();
        app.Become(name, "Shared");
        File.Copy(Repository.At("samples", "Directory.Build.rsp"), app.At("..", "Directory.Build.rsp"));

        var run = app.DotNet("run", "-c", "Release").Succeeded();

        Assert.Equal(1, run.Compiles);
        // The build that is part of it is not silent.
        Assert.StartsWith($"Crossbar: {name}.onnx -> ", Assert.Single(run.Summaries), StringComparison.Ordinal);
    }

    // The README's first command: before each step that takes long, a line that says what it is.
    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void The_first_run_in_a_fresh_checkout_says_what_it_does_before_it_does_it()
    {
        using var root = new TemporaryFolder();
        RepositoryCopy.Make(root["repository"]);

        var lines = ProcessRun.Start(root["repository"], "dotnet", "run", "--project", "samples/Mnist", "-c", "Release").Succeeded().Output.Split('\n');

        string[] steps =
        [
            "Mnist: the first run ", "  Restored ", "  Building Crossbar.Runtime ...", "  Building Crossbar.Compiler ...", "  Building Crossbar.Tool ...",
            "  Compiling Mnist.onnx to crossbars ...", "  Crossbar: Mnist.onnx -> 4 layers, 37 arrays, ", "The network on its memristor crossbars:",
        ];
        var places = steps.Select(step => Array.FindIndex(lines, line => line.TrimStart().StartsWith(step.TrimStart(), StringComparison.Ordinal))).ToArray();
        Assert.True(places.All(place => place >= 0) && places.SequenceEqual(places.Order()), $"{string.Join(' ', places)} in\n{string.Join('\n', lines)}");
        // Each part once: the sample's runtime is the compiler's.
        Assert.Equal(lines.Distinct().Count(line => line.Contains("  Building ", StringComparison.Ordinal)), lines.Count(line => line.Contains("  Building ", StringComparison.Ordinal)));
    }

    // At the verbosity that `dotnet run` builds with; what the message says of is not done here.
    [Theory]
    [InlineData("Mnist")]
    [InlineData("ResNet20")]
    public void The_first_run_in_the_repository_says_what_it_does_and_how_long_it_takes(string name)
    {
        string[] build = ["msbuild", Repository.At("samples", name), "-nologo", "-verbosity:quiet", "-target:_TellFirstBuild"];
        string[] first = [.. build, "-property:CrossbarToolPath=" + Repository.At("no", "such", "crossbar.dll")];
        Assert.Matches($"^{name}: the first run .* minute", ProcessRun.Start(Repository.Root, "dotnet", first).Succeeded().Output.Trim());
        string[] later = [.. build, "-property:CrossbarToolPath=" + Packages.Tool];
        Assert.Equal("", ProcessRun.Start(Repository.Root, "dotnet", later).Succeeded().Output.Trim());
    }
}
