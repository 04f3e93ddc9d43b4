using System.Collections.Immutable;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Solving;
using Crossbar.Compiler.Solving.Fitting;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers;

namespace Crossbar.Benchmarks.Solver;

/// <summary>
/// How much of a wrong resistance <c>crossbar fit wires</c> mends: a tile is converted for 1 ohm, its chip has another resistance everywhere, and
/// from noisy currents of the chip its wires are estimated and the tile converted again.
/// </summary>
internal static class Fits
{
    private const int Rows = 128;
    private const int Outputs = 64;
    private const int Inputs = 100;
    private const int Noises = 11;

    private static readonly ImmutableArray<FittedResistance> Fitted = [FittedResistance.Wire, FittedResistance.Input, FittedResistance.Output];

    /// <summary>Prints the table of docs/wires.md: medians over several noises, and the worst of them.</summary>
    public static void Measure()
    {
        Console.WriteLine("| chip | noise | cells known to | as compiled | R_w, R_in, R_out found | compiled again | the worst of 11 noises |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (ohm, noise, cells) in new[] { (0.5, 1e-3, 0.0), (1.5, 1e-3, 0), (2, 1e-3, 0), (0.5, 1e-2, 0), (1.5, 1e-2, 0), (0.5, 1e-3, 0.01), (1.5, 1e-3, 0.01), (1.5, 1e-3, 0.05) })
        {
            var options = new CompilerOptions { Mapping = new() { MaxRows = 0, MaxColumns = 0 } };
            var chip = options with { Hardware = options.Hardware with { WireResistance = ohm, InputResistance = ohm, OutputResistance = ohm } };
            var compiled = Convert(options);
            var results = Enumerable.Range(1, Noises).AsParallel().AsOrdered().Select(seed => Repair(compiled, chip, noise, cells, seed, options)).ToArray();
            var found = Enumerable.Range(0, Fitted.Length).Select(p => $"{Median(results.Select(r => r.Fit[p].Value)):0.####} ± {Median(results.Select(r => r.Fit[p].Uncertainty ?? 0)):G2}");
            var (before, after) = (On(compiled, chip), results.Select(r => r.After).ToArray());
            Console.WriteLine(
                $"| {ohm} Ω | {100 * noise:G2} % | {(cells == 0 ? "exactly" : $"{100 * cells:G2} %")} | {100 * before.MeanError:G2}, {100 * before.WorstError:G2} | {string.Join(", ", found)} | "
                + $"{100 * Median(after.Select(q => q.MeanError)):G2}, {100 * Median(after.Select(q => q.WorstError)):G2} | {100 * after.Max(q => q.WorstError):G2} |");
        }
    }

    private static (ImmutableArray<WireEstimate> Fit, ConversionQuality After) Repair(
        ConvertedTile compiled, CompilerOptions chip, double noise, double cells, int seed, CompilerOptions options)
    {
        var random = RandomSequence.For(seed, 2, 3);
        var columns = compiled.Mapped.Layout.BitLines;
        // What is on the chip, and what g.csv says of it.
        var real = new double[compiled.Conductances.Length];
        for (var k = 0; k < real.Length; k++)
            real[k] = compiled.Conductances[k] * (1 + (cells * random.NextNormal()));
        double[] told = [.. compiled.Conductances.Select(g => (double)g)];
        var transfer = new double[real.Length];
        TransferMatrix.Solve(Rows, columns, real, chip.ToHardware().Resistances, transfer);
        var voltages = new double[Inputs * Rows];
        foreach (ref var voltage in voltages.AsSpan())
            voltage = 0.4 * random.NextUniform();
        var currents = new double[Inputs * columns];
        for (var k = 0; k < currents.Length; k++)
        {
            for (var i = 0; i < Rows; i++)
                currents[k] += voltages[(k / columns * Rows) + i] * transfer[(i * columns) + (k % columns)];
        }

        var sigma = noise * Math.Sqrt(currents.Average(current => current * current));
        for (var k = 0; k < currents.Length; k++)
            currents[k] += sigma * random.NextNormal();
        var model = new WireModel(
            new SolveOptions { Conductances = "", Voltages = "" }, new CsvMatrix(Rows, columns, told), new CsvMatrix(Inputs, Rows, voltages), Fitted);
        var fit = WireFit.Run(model, Fitted, currents, sigma).Estimates;
        return (fit, On(Convert(options with { Hardware = options.Hardware with { WireResistance = fit[0].Value, InputResistance = fit[1].Value, OutputResistance = fit[2].Value } }), chip));
    }

    // On the chip's wires, all cells as they were converted.
    private static ConversionQuality On(ConvertedTile tile, CompilerOptions chip)
    {
        var transfer = new double[tile.Conductances.Length];
        tile.Mapped.Layout.Solve([.. tile.Conductances.Select(g => (double)g)], chip.ToHardware().Resistances, transfer);
        return ConversionQuality.Of(tile.Mapped.Layout, tile.Mapped.Target, tile.Window, transfer, 1, 1);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Noises / 2);

    private static ConvertedTile Convert(CompilerOptions options)
    {
        var layer = LayerMapping.Map(0, Devices.Layer(Rows, Outputs, kind: 0), new TensorShape(Rows), options.Mapping);
        return TileConverter.Convert(layer, layer.Tiles[0], null, options, options.ToHardware());
    }
}
