using System.Diagnostics;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Layers;

namespace Crossbar.Benchmarks.Solver;

/// <summary>
/// The exact conversion for devices and wires of many kinds: what it leaves of the range, how many circuit solutions and how many seconds it
/// takes. Every array is solved once more and compared with its target.
/// </summary>
internal static class Devices
{
    private static readonly (int Rows, int Outputs)[] Sizes = [(64, 32), (128, 64), (256, 128), (512, 64)];

    private static readonly int[] Ternary = [-1, 0, 0, 1];

    /// <summary>Prints the table of docs/conversion.md: the least range, the most solutions and the most seconds over the kinds of weights.</summary>
    public static void Measure()
    {
        Console.WriteLine("| wires | G_max, µS | on/off | " + string.Join(" | ", Sizes.Select(size => $"{size.Rows}×{size.Outputs}")) + " |");
        Console.WriteLine("|---|---|---|" + string.Concat(Sizes.Select(_ => "---|")));
        var (arrays, worst) = (0, 0.0);
        // Compiled code first.
        for (var run = 0; run < 30; run++)
            _ = Cell(64, 32, new CompilerOptions { Mapping = new() { MaxRows = 0, MaxColumns = 0 } });
        arrays = 0;
        foreach (var ohm in new[] { 0.35, 1 })
        {
            foreach (var most in new[] { 25e-6, 40e-6, 66.7e-6, 225e-6 })
            {
                foreach (var ratio in new[] { double.PositiveInfinity, 100, 40, 20 })
                {
                    var cells = Sizes.Select(size => Cell(size.Rows, size.Outputs, new CompilerOptions
                    {
                        Hardware = new() { WireResistance = ohm, InputResistance = ohm, OutputResistance = ohm, MinConductance = most / ratio, MaxConductance = most },
                        Mapping = new() { MaxRows = 0, MaxColumns = 0 },
                    }));
                    Console.WriteLine($"| {ohm} Ω | {1e6 * most:G3} | {(double.IsFinite(ratio) ? ratio : "∞")} | {string.Join(" | ", cells)} |");
                }
            }
        }

        Console.WriteLine($"\n{arrays} arrays; none is off by more than {worst:G2} of its range.");

        string Cell(int rows, int outputs, CompilerOptions options)
        {
            var (range, solves, seconds) = (1.0, 0, 0.0);
            for (var kind = 0; kind < 3; kind++)
            {
                var layer = LayerMapping.Map(0, Layer(rows, outputs, kind), new TensorShape(rows), options.Mapping);
                var watch = Stopwatch.StartNew();
                ConvertedTile tile;
                try
                {
                    tile = TileConverter.Convert(layer, layer.Tiles[0], null, options, options.ToHardware());
                }
                catch (CompilationException refusal)
                {
                    return refusal.Diagnostics[0].Descriptor.Code;
                }

                seconds = Math.Max(seconds, watch.Elapsed.TotalSeconds);
                (range, solves, arrays) = (Math.Min(range, tile.Quality.UsedRange), Math.Max(solves, tile.Quality.Solves), arrays + 1);
                worst = Math.Max(worst, Error(tile, options));
            }

            return $"{100 * range:G2}, {solves}, {seconds:G2}";
        }
    }

    private static double Error(ConvertedTile tile, CompilerOptions options)
    {
        var transfer = new double[tile.Conductances.Length];
        TransferMatrix.Solve(
            tile.Mapped.RowCount, tile.Mapped.Layout.BitLines, [.. tile.Conductances.Select(g => (double)g)], options.ToHardware().Resistances, transfer);
        return transfer.Select((t, k) => Math.Abs(t - tile.Window.Floor - (tile.Window.Range * tile.Mapped.Target.Values[k]))).Max() / tile.Window.Range;
    }

    // Normal, one-sided as the halves of pairs are, or ternary.
    internal static Convolution Layer(int rows, int outputs, int kind)
    {
        var random = new Random(kind);
        return new Convolution
        {
            Name = "synthetic",
            Inputs = [0],
            OutputShape = new TensorShape(outputs),
            Window = WindowGeometry.Point,
            Weights = [.. Enumerable.Range(0, rows * outputs).Select(_ => (float)(kind == 0 ? Normal() : kind == 1 ? Math.Abs(Normal()) : Ternary[random.Next(4)]))],
            Bias = [.. new float[outputs]],
        };

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
