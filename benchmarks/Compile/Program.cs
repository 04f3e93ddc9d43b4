// What it takes to compile large networks: dotnet run -c Release --project benchmarks/Compile [NETWORK ...] [--images COUNT ...]
// With counts, random images are given in place of those that the tool makes up, to see what their number does to memory.
using Crossbar.Benchmarks.Compile;

const int ImageSide = 224;
var split = Array.IndexOf(args, "--images");
string[] names = split < 0 ? args : args[..split];
int[] counts = split < 0 ? [0] : [.. args[(split + 1)..].Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
var folder = Directory.CreateTempSubdirectory("crossbar-benchmark-");
try
{
    Console.WriteLine("| network | weights file | images | time | CPU time | peak memory | tables |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    foreach (var name in names.Length > 0 ? names : [.. LargeNetworks.All.Keys])
    {
        var model = Path.Combine(folder.FullName, name + ".onnx");
        File.WriteAllBytes(model, LargeNetworks.All[name]().ToBytes());
        // The builder's copies of the weights are not the tool's.
        GC.Collect();
        foreach (var count in counts)
        {
            string[] images = count == 0 ? [] : ["--calibration-data", Images(count), "--calibration-samples", count.ToString(CultureInfo.InvariantCulture)];
            var run = CompileRun.Of([model, "--tables", "Resource", "--netlist", "None", "-o", Path.Combine(folder.FullName, "out"), .. images]);
            var tables = new DirectoryInfo(Path.Combine(folder.FullName, "out")).EnumerateFiles("*.bin").Sum(file => file.Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {new FileInfo(model).Length >> 20} MiB | {(count == 0 ? "10 made up" : count)} | {run.Time:F1} s | {run.ProcessorTime:F1} s | {run.PeakMemory / 1e9:F2} GB | {tables / 1e6:F0} MB |"));
            Directory.Delete(Path.Combine(folder.FullName, "out"), recursive: true);
        }

        File.Delete(model);
    }
}
finally
{
    folder.Delete(recursive: true);
}

// Bytes as .npy (NumPy's format 1.0): [count, 3, 224, 224].
string Images(int count)
{
    var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"images{count}.npy"));
    if (File.Exists(path))
        return path;
    var header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({count}, 3, {ImageSide}, {ImageSide}), }}");
    header = header.PadRight(117) + "\n";
    using var file = new BinaryWriter(File.Create(path));
    file.Write([0x93, .. "NUMPY"u8, 1, 0]);
    file.Write((ushort)header.Length);
    file.Write(System.Text.Encoding.ASCII.GetBytes(header));
    var random = new Random(17);
    var image = new byte[3 * ImageSide * ImageSide];
    for (var n = 0; n < count; n++)
    {
        random.NextBytes(image);
        file.Write(image);
    }

    return path;
}
