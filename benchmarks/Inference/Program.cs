// Inference on crossbars beside ONNX Runtime's inference of the plain network, in one run:
//   dotnet run -c Release --project benchmarks/Inference [-- BATCH | --layers | --check] [MODEL...] [--rounds N]
// --layers times each shape of convolution alone instead, and needs no peer.
// --check times the look at an image for NaN and infinity beside the image itself, and needs none either.
// MODEL names the networks to time; without it all are.
using Crossbar.Benchmarks.Inference;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;
using Crossbar.Tests.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Array.IndexOf(args, "--rounds") is var at and >= 0)
    Timing.Rounds = int.Parse(args[at + 1]);
var models = Contestant.All.Where(model => !Contestant.All.Any(m => args.Contains(m.Name)) || args.Contains(model.Name)).ToList();
if (args.Contains("--layers"))
{
    foreach (var model in models)
        LayerRates.Print(model.Name, model.Compile());
    return 0;
}

if (args.Contains("--check"))
{
    foreach (var model in models)
    {
        var network = new CrossbarNetwork(model.Compile().Design);
        var (image, scores) = (Sample.RandomImages(network.Design.InputShape.Length), new float[network.ClassCount]);
        var found = 0;
        // A thousand looks a call: one is about as short as reading the clock.
        var seconds = Timing.Medians(() => network.Predict(image, scores), () =>
        {
            for (var k = 0; k < 1000; k++)
                found += FiniteValues.IndexOfOther(image);
        });
        var look = seconds[1] / 1000;
        Console.WriteLine($"{model.Name}: {image.Length} floats looked at in {1e6 * look:F2} µs, {100 * look / seconds[0]:F2} % of an image's {1e6 * seconds[0]:F0} µs ({(found < 0 ? "all finite" : "?")})");
    }

    return 0;
}

var batch = args.Length > 0 && int.TryParse(args[0], out var given) ? given : 64;
Console.WriteLine($"ONNX Runtime {OnnxRuntimeSession.Version}, {Environment.ProcessorCount} cores, batch {batch}; milliseconds per image, and the ratio to ONNX Runtime");
Console.WriteLine($"{"model",-11} {"case",-20} {"ONNX Runtime",12} {"software",10} {"ratio",6} {"crossbar",10} {"ratio",6}");
foreach (var model in models)
{
    var compiled = model.Compile();
    var design = compiled.Software;
    var length = design.InputShape.Length;
    var classes = design.OutputShape.Length;
    var images = Sample.RandomImages(batch * length);
    var scores = new float[batch * classes];
    long[] Shape(int count) => [count, .. design.InputShape.Dimensions.Select(d => (long)d)];

    using (var session = new OnnxRuntimeSession(model.Model(), threads: 1))
    {
        var software = new CrossbarNetwork(compiled.Software);
        var crossbar = new CrossbarNetwork(compiled.Design);
        var one = Shape(1);
        Print(model.Name, "one image, 1 thread", 1, Timing.Medians(
            () => session.Run(images.AsMemory(0, length), one),
            () => software.Predict(images.AsSpan(0, length), scores.AsSpan(0, classes)),
            () => crossbar.Predict(images.AsSpan(0, length), scores.AsSpan(0, classes))));
    }

    foreach (var threads in new[] { 1, 2 })
    {
        using var session = new OnnxRuntimeSession(model.Model(), threads);
        var options = new CrossbarOptions { MaxThreads = threads };
        var software = new CrossbarNetwork(compiled.Software, options);
        var crossbar = new CrossbarNetwork(compiled.Design, options);
        var all = Shape(batch);
        Print(model.Name, $"batch, {threads} thread{(threads > 1 ? "s" : "")}", batch, Timing.Medians(
            () => session.Run(images, all),
            () => software.PredictBatch(images, scores),
            () => crossbar.PredictBatch(images, scores)));
    }
}

return 0;

static void Print(string model, string what, int images, double[] seconds)
{
    var ms = Array.ConvertAll(seconds, s => 1e3 * s / images);
    Console.WriteLine($"{model,-11} {what,-20} {ms[0],12:F4} {ms[1],10:F4} {ms[1] / ms[0],6:F2} {ms[2],10:F4} {ms[2] / ms[0],6:F2}");
}
