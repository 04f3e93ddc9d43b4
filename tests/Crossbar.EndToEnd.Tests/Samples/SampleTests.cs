namespace Crossbar.EndToEnd.Tests.Samples;

public sealed class SampleTests
{
    [Theory]
    [InlineData("Mnist")]
    [InlineData("ResNet20")]
    public void A_sample_copied_out_of_the_repository_builds_and_runs_with_the_package(string name)
    {
        using var app = new ConsumerProject();
        app.Become(name, "Shared");

        Assert.Equal(1, app.Build("-c", "Release").Succeeded().Compiles);

        app.DotNet("run", "-c", "Release", "--no-build").Succeeded();
    }
}
