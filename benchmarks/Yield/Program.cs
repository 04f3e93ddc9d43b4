// What one chip of `crossbar study yield` costs, part by part, beside what it would cost if each chip were compiled anew, in one run:
//   dotnet run -c Release --project benchmarks/Yield [-- IMAGES [CHIPS]]
using System.Diagnostics;
using System.Globalization;
using Crossbar.Benchmarks.Inference;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Pipeline;
using Crossbar.Runtime;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var count = args.Length > 0 ? int.Parse(args[0]) : 1000;
var chips = args.Length > 1 ? int.Parse(args[1]) : 5;
var model = Path.Combine(Sample.Checkout, "samples", "ResNet20");
var loaded = ModelLoader.Load(
    new CompilationRequest(
        Path.Combine(model, "ResNet20.onnx"),
        [
            ("InputMean", "0.4914,0.4822,0.4465"), ("InputStd", "0.2470,0.2435,0.2616"), ("CalibrationData", Path.Combine(model, "ResNet20-impressions.npz")),
            ("Device", "pcm-joshi-2020"), ("Mapping", "Differential"),
        ],
        null, null),
    new DiagnosticBag());
var calibration = CalibrationImages.For(loaded, null, new DiagnosticBag());
var images = Sample.RandomImages(count * loaded.Design.InputShape.Length);
var scores = new float[count * loaded.Design.OutputShape.Length];
string[] parts = ["compile", "draw, solve", "recalibrate", "prepare", "images"];
var times = Array.ConvertAll(parts, _ => new List<double>());
for (var k = -1; k < chips; k++)
{
    // In turns, the first for the JIT alone.
    CompiledNetwork design = null!, drawn = null!, calibrated = null!;
    CrossbarNetwork chip = null!;
    var options = new CrossbarOptions { Age = 86400, Seed = k };
    Action[] work =
    [
        () => design = NetworkCompiler.Compile(loaded.Design, calibration, loaded.Options),
        () => drawn = design.OnChip(options),
        () => calibrated = design.WithReadouts(NetworkCompiler.Recalibrate(drawn, calibration, loaded.Options)),
        () => chip = new CrossbarNetwork(calibrated.Design, options),
        () => chip.PredictBatch(images, scores),
    ];
    for (var part = 0; part < work.Length; part++)
    {
        var watch = Stopwatch.StartNew();
        work[part]();
        if (k >= 0)
            times[part].Add(watch.Elapsed.TotalSeconds);
    }
}

var medians = Array.ConvertAll(times, t => t.Order().ElementAt(t.Count / 2));
Console.WriteLine($"ResNet20, {loaded.Options.Hardware.Device!.Definition.Laws.Name}, {Environment.ProcessorCount} cores, {count} images; seconds per chip, medians of {chips}");
foreach (var (part, median) in parts.Zip(medians))
    Console.WriteLine($"{part,-12} {median,8:F3}");
var own = medians.Skip(1).Sum();
Console.WriteLine($"{"a chip",-12} {own,8:F3}   100 chips of one design: {(medians[0] + (100 * own)) / 60:F1} min");
Console.WriteLine($"{"anew",-12} {medians.Sum(),8:F3}   {medians.Sum() / own:F2} times as long");
