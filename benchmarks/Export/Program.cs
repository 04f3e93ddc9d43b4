// How far an exported model, run by ONNX Runtime, agrees with the chip that it was exported from:
// dotnet run --project benchmarks/Export -- MODEL.onnx --data test.npz [options of crossbar]
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Crossbar.Compiler;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Export;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Tests.Support;

const int Batch = 100;
const double Tolerance = 1e-4;
var metadata = ImmutableArray.CreateBuilder<(string, string)>();
string? data = null;
for (var k = 1; k + 1 < args.Length; k += 2)
{
    if (args[k] == "--data")
        data = args[k + 1];
    else
        metadata.Add((OptionTable.All.First(option => option.OptionName == args[k]).Name, args[k + 1]));
}

var diagnostics = new DiagnosticBag();
var model = ModelLoader.Load(new CompilationRequest(args[0], metadata.ToImmutable(), null, null), diagnostics);
var images = ImageSet.Load(data!, model.Design.InputShape, model.Design.Normalization, model.Design.OutputShape.Length);
var (length, classes) = (model.Design.InputShape.Length, model.Design.OutputShape.Length);
var pixels = new float[images.Count * length];
for (var n = 0; n < images.Count; n++)
    images.CopyImage(n, pixels.AsSpan(n * length, length));

var compiled = ModelCompiler.Compile(model, null, diagnostics);
using var session = new OnnxRuntimeSession(ModelExporter.Export(model, compiled), threads: 0);
var watch = Stopwatch.StartNew();
var exported = Exported(session);
var exportedTime = watch.Elapsed;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{images.Count} images; exported: {1e3 * exportedTime.TotalSeconds / images.Count:F2} ms per image, {Accuracy(exported)}"));
foreach (var reproducible in new[] { true, false })
{
    var scores = new float[images.Count * classes];
    watch.Restart();
    new CrossbarNetwork(compiled.Design, new CrossbarOptions { Reproducible = reproducible }).PredictBatch(pixels, scores);
    var time = watch.Elapsed;
    var differences = Enumerable.Range(0, images.Count)
        .Select(n => Enumerable.Range(n * classes, classes).Max(k => (double)MathF.Abs(scores[k] - exported[k]))).Order().ToArray();
    var same = Enumerable.Range(0, images.Count).Count(n => Class(scores, n) == Class(exported, n));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Reproducible={reproducible}: {1e3 * time.TotalSeconds / images.Count:F2} ms per image, {Accuracy(scores)}; within 1e-4 {differences.Count(d => d <= Tolerance)}, identical {differences.Count(d => d == 0)}, same class {same}; difference median {differences[differences.Length / 2]:G2}, greatest {differences[^1]:G2}"));
}

float[] Exported(OnnxRuntimeSession session)
{
    var scores = new List<float>();
    for (var n = 0; n < images.Count; n += Batch)
    {
        var count = Math.Min(Batch, images.Count - n);
        scores.AddRange(session.Run(pixels.AsMemory(n * length, count * length), [count, .. model.Design.InputShape.Dimensions]));
    }

    return [.. scores];
}

int Class(float[] scores, int image)
{
    var row = scores.AsSpan(image * classes, classes);
    var best = 0;
    for (var k = 1; k < classes; k++)
    {
        if (row[k] > row[best])
            best = k;
    }

    return best;
}

string Accuracy(float[] scores) => images.HasLabels
    ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * Enumerable.Range(0, images.Count).Count(n => Class(scores, n) == images.Label(n)) / images.Count:F2} % right")
    : "no labels";
