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
        Copy(Repository.At("samples", name), app.Folder);
        Copy(Repository.At("samples", "Shared"), Directory.CreateDirectory(app.At("..", "Shared")).FullName);

        Assert.Equal(1, app.Build("-c", "Release").Succeeded().Compiles);

        app.DotNet("run", "-c", "Release", "--no-build").Succeeded();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
