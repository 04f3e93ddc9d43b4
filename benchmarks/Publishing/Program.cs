// The time of one image on one core, and of the first answer after the program's start: run.sh runs this program as it was published in several ways.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Crossbar.Benchmarks.Publishing;
using Crossbar.Runtime;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.Write($"{(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128),4} {(Fma.IsSupported ? "yes" : "no"),4}");
Print(MnistCrossbar.InputLength, () => MnistCrossbar.Default.Network);
Print(ResNet20Crossbar.InputLength, () => ResNet20Crossbar.Default.Network);
Console.WriteLine();

static void Print(int length, Func<CrossbarNetwork> network)
{
    const int Rounds = 15;
    var random = new Random(1);
    var image = Enumerable.Range(0, length).Select(_ => random.NextSingle()).ToArray();
    var watch = Stopwatch.StartNew();
    var chip = network();
    var scores = new float[chip.Design.OutputShape.Length];
    chip.Predict(image, scores);
    var first = watch.Elapsed;
    // Until what the JIT finds hot is compiled anew.
    PerImage(TimeSpan.FromSeconds(2));
    var times = Enumerable.Range(0, Rounds).Select(_ => PerImage(TimeSpan.FromMilliseconds(100))).Order().ToArray();
    Console.Write($" {first.TotalMilliseconds,9:F0} {times[Rounds / 2],9:F3} {scores[0],12:G6}");

    double PerImage(TimeSpan atLeast)
    {
        var begin = Stopwatch.GetTimestamp();
        var images = 0;
        for (; Stopwatch.GetElapsedTime(begin) < atLeast; images++)
            chip.Predict(image, scores);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds / images;
    }
}
