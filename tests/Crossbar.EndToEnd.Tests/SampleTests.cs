using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("Mnist")]
    [InlineData("ResNet20")]
    public void A_sample_copied_out_of_the_repository_builds_and_runs_with_the_package(string name)
    {
        using var app = new ConsumerProject();
        foreach (var file in app.FilesIn())
            File.Delete(app.At(file));
        foreach (var file in Directory.GetFiles(Repository.At("samples", name)))
            File.Copy(file, app.At(Path.GetFileName(file)));

        Assert.Equal(1, app.Build("-c", "Release").Succeeded().Compiles);

        app.DotNet("run", "-c", "Release", "--no-build").Succeeded();
    }
}
