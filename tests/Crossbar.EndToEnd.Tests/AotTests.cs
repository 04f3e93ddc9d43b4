using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Programs that are compiled ahead of time (<c>PublishAot</c>).</summary>
public sealed class AotTests
{
    private const string Chosen = "Crossbar: App is compiled for processors with AVX2 and FMA";

    // Sums that do not depend on the registers' width, so that every program reads the same codes.
    private const string Scores = """
        using System.Globalization;
        using System.Runtime.Intrinsics;

        var chip = new App.MnistCrossbar(new Crossbar.Runtime.CrossbarOptions { Reproducible = true }).Network;
        Console.WriteLine($"bits {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}");
        var image = new float[App.MnistCrossbar.InputLength];
        var scores = new float[App.MnistCrossbar.ClassCount];
        var state = 1u;
        for (var n = 0; n < 20; n++)
        {
            for (var k = 0; k < image.Length; k++)
                image[k] = (state = state * 1664525 + 1013904223) >> 8 < 1u << 22 ? (state >> 8) / (float)(1 << 22) : 0;
            chip.Predict(image, scores);
            Console.WriteLine("scores " + string.Join(' ', scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture))));
        }
        """;

    [AotFact]
    public void A_program_compiled_ahead_of_time_gives_the_answers_of_the_JIT_in_the_widest_registers_that_it_may_use()
    {
        using var app = Consumer();
        var jit = WithJit(app);

        var publish = app.DotNet("publish", "-c", "Release", "-p:PublishAot=true", "-o", app.At("aot")).Succeeded();

        // Nothing that trimming or the compiler would have to warn of.
        Assert.Empty(publish.Warnings);
        if (RuntimeInformation.OSArchitecture == Architecture.X64)
            Assert.Contains(Chosen, publish.Output, StringComparison.Ordinal);
        if (RuntimeInformation.OSArchitecture != Architecture.X64 || Fma.IsSupported)
            AssertSame(jit, ProcessRun.Start(app.Folder, app.At("aot", "App")).Succeeded(), RuntimeInformation.OSArchitecture == Architecture.X64 ? "bits 256" : "bits 128");
    }

    [AotFact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void So_does_one_for_the_oldest_processors_and_is_not_asked_which()
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            return;
        using var app = Consumer();
        var jit = WithJit(app);

        var oldest = app.DotNet("publish", "-c", "Release", "-p:PublishAot=true", "-p:IlcInstructionSet=x86-64-v2", "-o", app.At("v2")).Succeeded();

        Assert.DoesNotContain(Chosen, oldest.Output, StringComparison.Ordinal);
        AssertSame(jit, ProcessRun.Start(app.Folder, app.At("v2", "App")).Succeeded(), "bits 128");
    }

    private static ProcessRun WithJit(ConsumerProject app)
    {
        app.Build("-c", "Release").Succeeded();
        return ProcessRun.Start(app.Folder, "dotnet", "exec", app.At("bin", "Release", "net10.0", "App.dll")).Succeeded();
    }

    private static ConsumerProject Consumer()
    {
        var app = new ConsumerProject(program: Scores);
        app.SetItems(
            $"""<CrossbarModel Include="{Repository.At("samples", "Mnist", "Mnist.onnx")}" CalibrationData="{Repository.At("samples", "Mnist", "Digits.npz")}" Netlist="None" Namespace="App" />""",
            "<ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>");
        return app;
    }

    private static void AssertSame(ProcessRun expected, ProcessRun actual, string bits)
    {
        var (wanted, found) = (Lines(expected), Lines(actual));
        Assert.Contains(bits, actual.Output, StringComparison.Ordinal);
        Assert.Equal(20, wanted.Length);
        Assert.Equal(wanted.Length, found.Length);
        for (var n = 0; n < wanted.Length; n++)
        {
            // The codes are the same; what is digital after the last ADC is rounded as the instructions round.
            Assert.All(wanted[n].Zip(found[n]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    private static double[][] Lines(ProcessRun run) =>
    [
        .. run.Output.Split('\n').Where(line => line.StartsWith("scores ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..].Select(score => double.Parse(score, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
