// Writing netlists beside copying the same bytes, in one run:
//   dotnet run -c Release --project benchmarks/Netlists [-- [FOLDER] [--rounds N]]
// FOLDER, where the files lie for a moment, says which disk; without it they lie in the system's folder of temporary files.
using System.Globalization;
using Crossbar.Benchmarks.Netlists;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Pipeline;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = Array.IndexOf(args, "--rounds") is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 15;
var root = Path.Combine(args is [var folder, ..] && folder != "--rounds" ? folder : Path.GetTempPath(), $"crossbar-netlists-{Guid.NewGuid():N}");
Directory.CreateDirectory(root);
try
{
    Console.WriteLine($"{Environment.ProcessorCount} cores; milliseconds (medians of {rounds} turns), MB/s and milliseconds of user time on all cores");
    foreach (var (name, mean, std) in new[] { ("Mnist", "0", "1"), ("ResNet20", "0.4914,0.4822,0.4465", "0.2470,0.2435,0.2616") })
    {
        var (loaded, files) = Prepare(name, mean, std);
        var contest = new Contest(root, loaded.FileName, loaded.Options.Netlist.Dialect, files, rounds);
        Console.WriteLine($"{loaded.FileName}: {files.Length + 1} files, {contest.Lines:N0} lines, {contest.Bytes / 1e6:F1} MB; written the first time in {1e3 * contest.First:F0} ms");
        var times = contest.Run();
        foreach (var (what, seconds, user) in times)
            Console.WriteLine($"  {what,-28} {1e3 * seconds,6:F1} {contest.Bytes / seconds / 1e6,6:F0} {1e3 * user,6:F1}");
        Console.WriteLine($"  formatting takes {times[0].Seconds / times[^1].Seconds:F2} of the time of a copy, until the disk has it; writing {times[1].Seconds / times[3].Seconds:F2} of a copy, {times[2].Seconds / times[^1].Seconds:F2} until the disk has it");
    }
}
finally
{
    Directory.Delete(root, recursive: true);
}

static (LoadedModel Loaded, NetlistFile[] Files) Prepare(string name, string mean, string std)
{
    var path = Path.Combine(FindRoot(), "samples", name, name + ".onnx");
    var loaded = ModelLoader.Load(new CompilationRequest(path, [("InputMean", mean), ("InputStd", std)], null, null), new DiagnosticBag());
    var calibration = CalibrationImages.For(loaded, null, new DiagnosticBag());
    var network = NetworkCompiler.Compile(loaded.Design, calibration, loaded.Options);
    return (loaded, NetlistWriter.Prepare(loaded, network, () => calibration[0]));
}

static string FindRoot()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "Crossbar.Build.sln")))
        folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run this inside a checkout.");
    return folder;
}
