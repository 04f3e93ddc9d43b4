// Pictures, classified by the memristor crossbars that the build made of ResNet20.onnx.
//
//   dotnet run -c Release                       pictures that the network itself dreamt up: what it thinks a ship looks like
//   dotnet run -c Release -- --data test.npz    accuracy on images x [N, 3, 32, 32] and classes y of your own
using System.Globalization;
using Crossbar.Runtime;
using ResNet20;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = System.Text.Encoding.UTF8;
try
{
    switch (args)
    {
        case []:
            ShowImpressions(ImageData.Read(Path.Combine(AppContext.BaseDirectory, "ResNet20-impressions.npz"), ResNet20Crossbar.InputLength));
            return 0;
        case ["--data", var path]:
            MeasureAccuracy(ImageData.Read(path, ResNet20Crossbar.InputLength));
            return 0;
        default:
            Console.Error.WriteLine("usage: ResNet20 [--data FILE.npz]");
            return 2;
    }
}
catch (Exception mistake) when (mistake is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"ResNet20: {mistake.Message}");
    return 1;
}

static void ShowImpressions(ImageData impressions)
{
    Console.WriteLine("The network on its memristor crossbars:\n");
    Console.WriteLine(ResNet20Crossbar.Default.Network.Summarize());

    Console.WriteLine("What the crossbars see in ten pictures that the network dreamt up, one per class:\n");
    var shown = Enumerable.Range(0, 10).ToArray();
    var answers = shown.Select(n => ResNet20Crossbar.Classify(impressions[n])).ToArray();
    Picture.Print(
        [.. shown.Select(n => Picture.InColor(impressions[n]))],
        [.. answers.Select(a => new[] { a.Label, $"score {a.Score:F1}", $"{100 * a.Probability:F2} %" })]);

    var right = Enumerable.Range(0, impressions.Count).Count(n => ResNet20Crossbar.Classify(impressions[n]).Index == impressions.Classes[n]);
    Console.WriteLine($"Of all {impressions.Count} pictures {right} are taken for what they were dreamt as.");

    // Published programs leave them at home.
    var netlists = Path.Combine(AppContext.BaseDirectory, "netlists", typeof(ResNet20Crossbar).FullName!);
    if (Directory.Exists(netlists))
        Console.WriteLine($"The SPICE netlists of the arrays: {Path.GetRelativePath(Environment.CurrentDirectory, netlists)}");
}

// The chip as compiled, and two of its relatives: an instance is a chip of one's own.
static void MeasureAccuracy(ImageData images) => Accuracy.Print(
    images,
    ("as compiled", ResNet20Crossbar.Default.Network),
    ("6-bit DACs and ADCs", new ResNet20Crossbar(new CrossbarOptions { DacBits = 6, AdcBits = 6 }).Network),
    ("programmed with an error of 1 µS", new ResNet20Crossbar(new CrossbarOptions { ProgrammingSigma = 1e-6, Seed = 7 }).Network));
