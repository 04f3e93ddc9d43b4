using System.Diagnostics;
using Crossbar.Compiler;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Runtime;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers.Crossbars;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Benchmarks.Solver;

/// <summary>All nonlinear reads that ResNet-20 takes for a real image: its programmed arrays, its activations, every position.</summary>
internal static class NetworkReads
{
    private const double Kappa = 2;
    private const double Sense = 0.2;
    private const int Image = 3;

    /// <summary>Reads every tile with every window of one impression, and a sample of the same inputs with SciPy.</summary>
    /// <param name="withPeer">Whether SciPy solves the sample.</param>
    public static void Run(bool withPeer)
    {
        var (design, image) = Compile();
        var values = new CrossbarNetwork(design).Trace(image);
        Console.WriteLine("| layer | reads | tiles | largest | ours, ms | µs per read | SciPy, ms per read | ratio | largest difference, A |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var total = 0.0;
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (design.Layers[k] is CrossbarConvolution layer)
                total += Read(design, layer, values[layer.Inputs[0]], withPeer);
        }

        Console.WriteLine($"\nAll tiles of one image: {total:F2} s on one core.");
    }

    private static (NetworkDesign Design, float[] Image) Compile()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Crossbar.Build.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run this inside a checkout.");
        var sample = Path.Combine(folder, "samples", "ResNet20");
        var request = new CompilationRequest("ResNet20.onnx",
            [("CalibrationData", "ResNet20-impressions.npz"), ("InputMean", "0.4914,0.4822,0.4465"), ("InputStd", "0.2470,0.2435,0.2616")], sample, null);
        var diagnostics = new DiagnosticBag();
        var model = ModelLoader.Load(request, diagnostics);
        var compiled = ModelCompiler.Compile(model, null, diagnostics);
        var images = Compiler.Data.ImageSet.Load(model.Options.Data.CalibrationData!, model.Design.InputShape, model.Design.Normalization);
        var image = new float[model.Design.InputShape.Length];
        images.CopyImage(Image, image);
        return (compiled.Design, image);
    }

    private static double Read(NetworkDesign design, CrossbarConvolution layer, float[] activations, bool withPeer)
    {
        var (input, output) = layer.Unrolling(design.ShapeOf(layer.Inputs[0]));
        var gather = new WindowGather(layer.Window, input, output);
        var dac = Dac.Of(layer.InputRange, layer.DacBits, design.Hardware);
        var windows = new float[input.Channels * layer.Window.Taps * gather.Positions];
        gather.Gather(activations, 0, input.Channels, 0, gather.Positions, 0, windows, gather.Positions);
        var codes = new float[windows.Length];
        dac.Convert(windows, codes);
        double seconds = 0, peerSeconds = 0, difference = 0;
        var peerReads = 0;
        foreach (var tile in layer.Tiles)
        {
            var voltages = Voltages(tile, codes, gather.Positions, dac);
            double[] conductances = [.. tile.Conductances.Select(g => (double)g)];
            var array = new NonlinearArray(
                tile.RowCount, tile.BitLines, conductances, design.Hardware.Resistances, Device.Sinh(Kappa, Sense), NonlinearArray.DefaultTolerance);
            var currents = new double[gather.Positions * tile.BitLines];
            array.Read(voltages, currents);
            var watch = Stopwatch.StartNew();
            array.Read(voltages, currents);
            seconds += watch.Elapsed.TotalSeconds;
            if (!withPeer || !ReferenceEquals(tile, layer.Tiles[0]))
                continue;
            var at = gather.Positions / 2;
            var (time, theirs) = Peers.SciPyNonlinear(
                tile.RowCount, tile.BitLines, conductances, voltages[(at * tile.RowCount)..((at + 1) * tile.RowCount)], Kappa, Sense);
            peerSeconds += time;
            peerReads++;
            for (var j = 0; j < tile.BitLines; j++)
                difference = Math.Max(difference, Math.Abs(theirs[j] - currents[(at * tile.BitLines) + j]));
        }

        var reads = gather.Positions * layer.Tiles.Length;
        var largest = layer.Tiles.MaxBy(t => t.Conductances.Length)!;
        var line = $"| `{layer.Name}` | {gather.Positions} | {layer.Tiles.Length} | {largest.RowCount}×{largest.BitLines} | {seconds * 1e3:F1} | {seconds / reads * 1e6:F1} |";
        Console.WriteLine(peerReads == 0 ? line + " | | |" : $"{line} {peerSeconds / peerReads * 1e3:F0} | {peerSeconds / peerReads / (seconds / reads):F0} | {difference:E0} |");
        return seconds;
    }

    private static double[] Voltages(CrossbarTile tile, float[] codes, int positions, Dac dac)
    {
        var voltages = new double[positions * tile.RowCount];
        for (var wordLine = 0; wordLine < tile.RowCount; wordLine++)
        {
            var row = tile.FirstRow + tile.Layout.InputOf(wordLine);
            for (var p = 0; p < positions; p++)
                voltages[(p * tile.RowCount) + wordLine] = codes[(row * positions) + p] * dac.VoltPerCode;
        }

        return voltages;
    }
}
