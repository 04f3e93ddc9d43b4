using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Builds that are stopped while the tool compiles a network that takes some seconds.</summary>
public sealed class InterruptedBuildTests
{
    private const string ResNet = "ResNet20.onnx";

    // Ctrl-C.
    [LinuxTheory]
    [InlineData("INT")]
    public void A_stopped_build_leaves_the_last_good_outputs_and_no_process(string signal) => AssertStopped(signal);

    // What a scheduler does that has lost patience, which leaves MSBuild no time to stop anything.
    [LinuxTheory]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("KILL")]
    public void So_does_one_that_is_killed(string signal) => AssertStopped(signal);

    private static void AssertStopped(string signal)
    {
        using var app = new ConsumerProject();
        app.Build().Succeeded();
        var good = Outputs(app);
        File.Copy(Repository.At("samples", "ResNet20", ResNet), app.At("tiny.onnx"), overwrite: true);
        app.SetItems("""<CrossbarModel Include="tiny.onnx" />""");

        using var build = app.Start("build", "--no-restore");
        Await(() => Compilers(app).Length > 0 || build.HasEnded);
        Assert.False(build.HasEnded);
        ProcessRun.Start(app.Folder, "kill", "-" + signal, $"{build.Id}").Succeeded();
        Assert.NotEqual(0, build.WaitForEnd().ExitCode);

        Await(() => Compilers(app).Length == 0);
        Assert.Equal(good, Outputs(app));

        // What the interrupted build was about is not taken for done, and what was done before is not lost.
        app.Write("tiny.onnx", new TinyModel().Bytes());
        app.SetItems("""<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />""");
        app.Build().Succeeded();
        Assert.Contains("class 1", app.Run().Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(app.FilesIn("obj", "crossbar"), file => file.Contains(".writing-", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Outputs(ConsumerProject app) =>
        File.ReadAllLines(app.At("obj", "crossbar", "Debug", "TinyCrossbar", "TinyCrossbar.outputs"))
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(app.At("obj", "crossbar", "Debug", "TinyCrossbar", file))));

    // The tools that compile this very project.
    private static string[] Compilers(ConsumerProject app) => [.. Directory.GetDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _))
        .Where(process => CommandLine(process) is { } line && line.Contains("crossbar.dll\0compile\0@" + app.Folder, StringComparison.Ordinal))];

    private static string? CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return null;
        }
    }

    private static void Await(Func<bool> condition) => Poll.Until(condition, TimeSpan.FromMinutes(2), () => "The condition does not come true.");
}
