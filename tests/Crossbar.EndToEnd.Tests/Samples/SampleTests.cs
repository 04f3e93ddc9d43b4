using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

public sealed class SampleTests
{
    [Fact]
    public void A_sample_copied_out_of_the_repository_builds_and_runs_with_the_package() => AssertRuns("Mnist");

    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void So_does_one_whose_network_takes_longer_to_compile() => AssertRuns("ResNet20");

    private static void AssertRuns(string name)
    {
        using var app = new ConsumerProject();
        app.Become(name, "Shared");
        File.Copy(Repository.At("samples", "Directory.Build.rsp"), app.At("..", "Directory.Build.rsp"));

        var run = app.DotNet("run", "-c", "Release").Succeeded();

        Assert.Equal(1, run.Compiles);
        // The build that is part of it is not silent.
        Assert.StartsWith($"Crossbar: {name}.onnx -> ", Assert.Single(run.Summaries), StringComparison.Ordinal);
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
