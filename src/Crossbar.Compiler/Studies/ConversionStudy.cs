using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Studies;

/// <summary>Every conversion on the same arrays (the content of the paper's figures 12 to 18, with Exact beside it).</summary>
public static class ConversionStudy
{
    private const int SyntheticInputs = 200;

    private static readonly ImmutableArray<(string Name, CompilerOptions Change)> Conversions =
    [
        ("None", new CompilerOptions { Conversion = ConversionMethod.None }),
        ("MaxInput", new CompilerOptions { Conversion = ConversionMethod.MaxInput }),
        ("Signal=Mean", new CompilerOptions { Conversion = ConversionMethod.Signal, ConversionSignal = ConversionSignal.Mean }),
        ("Exact", new CompilerOptions { Conversion = ConversionMethod.Exact }),
    ];

    /// <summary>Studies synthetic kernels, each size in a single array.</summary>
    /// <param name="kinds">Kinds of kernels.</param>
    /// <param name="sizes">Rows and outputs.</param>
    /// <param name="sparsities">Shares of inputs that are 0.</param>
    /// <param name="options">Everything else: mapping, hardware, seed.</param>
    public static ImmutableArray<ConversionStudyRow> Synthetic(
        IReadOnlyList<KernelKind> kinds, IReadOnlyList<(int Rows, int Outputs)> sizes, IReadOnlyList<double> sparsities, CompilerOptions options)
    {
        var whole = options with { MaxRows = 0, MaxColumns = 0 };
        var work = kinds.SelectMany(kind => sizes.SelectMany(size => Conversions.Select(c => (kind, size, c)))).ToArray();
        var results = new ImmutableArray<ConversionStudyRow>[work.Length];
        ParallelFailures.Run(work.Length, k =>
        {
            var (kind, (rows, outputs), (name, change)) = work[k];
            var layer = Layer(rows, outputs, SyntheticKernel.Weights(kind, rows, outputs, whole.Seed));
            var mapped = LayerMapping.Map(0, layer, new TensorShape(rows), whole);
            // The mean is that of the densest inputs studied, as a chip is converted once for all its data.
            var dense = SyntheticKernel.Inputs(rows, SyntheticInputs, sparsities[0], whole.Seed);
            var samples = new LayerSamples(rows, SyntheticInputs, SyntheticInputs, dense, dense);
            var inputs = sparsities.Select(s => (s, SyntheticKernel.Inputs(rows, SyntheticInputs, s, whole.Seed))).ToArray();
            results[k] = [.. Measure(kind.ToString(), mapped, mapped.Tiles[0], samples, name, Apply(whole, change), inputs)];
        });
        return [.. results.SelectMany(r => r)];
    }

    /// <summary>Studies every tile of a network on what its layers see of the calibration images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">The images, each [C, H, W] flattened; at least one.</param>
    /// <param name="options">Mapping, hardware, limits, seed.</param>
    public static ImmutableArray<ConversionStudyRow> Network(NetworkDesign software, IReadOnlyList<float[]> images, CompilerOptions options)
    {
        var run = new CalibrationRun(software, images, options.Seed);
        var hardware = options.ToHardware();
        var work = new List<(MappedLayer Layer, int Tile, LayerSamples Samples, string Name, CompilerOptions Options)>();
        for (var k = 0; k < software.Layers.Length; k++)
        {
            if (software.Layers[k] is Convolution layer)
            {
                var mapped = LayerMapping.Map(k, layer, software.ShapeOf(layer.Inputs[0]), options);
                var samples = run.Sample(mapped);
                for (var t = 0; t < mapped.Tiles.Length; t++)
                    work.AddRange(Conversions.Select(c => (mapped, t, samples, c.Name, Apply(options, c.Change))));
            }

            run.Advance(software.Layers[k], hardware);
        }

        var results = new ImmutableArray<ConversionStudyRow>[work.Count];
        ParallelFailures.Run(work.Count, k =>
        {
            var (layer, t, samples, name, changed) = work[k];
            var tile = layer.Tiles[t];
            var inputs = Inputs(layer, tile, samples);
            var sparsity = inputs.Count(x => x == 0) / (double)inputs.Length;
            results[k] = [.. Measure($"{layer.Source.Name} {t}", layer, tile, samples, name, changed, [(sparsity, inputs)])];
        });
        return [.. results.SelectMany(r => r)];
    }

    private static CompilerOptions Apply(CompilerOptions options, CompilerOptions change) =>
        options with { Conversion = change.Conversion, ConversionSignal = change.ConversionSignal };

    // What the DACs put on the rows: activations less the least of them, so that 0 V is the least.
    private static float[] Inputs(MappedLayer layer, MappedTile tile, LayerSamples samples)
    {
        var low = Math.Min(0, samples.Windows.Min());
        var first = (tile.Group * layer.Source.KernelLength) + tile.FirstRow;
        return Array.ConvertAll(samples.Windows.AsSpan(first * samples.Count, tile.RowCount * samples.Count).ToArray(), x => x - low);
    }

    private static Convolution Layer(int rows, int outputs, float[] weights) => new()
    {
        Name = "synthetic",
        Inputs = [0],
        OutputShape = new TensorShape(outputs),
        Window = WindowGeometry.Point,
        Weights = [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % rows * outputs) + (k / rows)])],
        Bias = [.. new float[outputs]],
    };

    private static IEnumerable<ConversionStudyRow> Measure(
        string kernel,
        MappedLayer layer,
        MappedTile tile,
        LayerSamples samples,
        string name,
        CompilerOptions options,
        IEnumerable<(double Sparsity, float[] Inputs)> inputs)
    {
        ProgrammedTile programmed;
        try
        {
            programmed = TileConverter.Convert(layer, tile, samples, options, options.ToHardware());
        }
        catch (CompilationException failure)
        {
            return [new ConversionStudyRow(
                kernel, tile.RowCount, tile.OutputCount, 0, name, null, null, null, null, null, null, null, null, null, failure.Diagnostics[0].Message)];
        }

        return inputs.Select(set =>
        {
            var e = OutputErrors.Measure(programmed, set.Inputs, set.Inputs.Length / tile.RowCount, options.ToHardware());
            return new ConversionStudyRow(
                kernel, tile.RowCount, tile.OutputCount, set.Sparsity, name, programmed.Quality.UsedRange, programmed.Quality.Solves,
                programmed.Impossible.Count, e.Mean, e.Worst, Bits(e.Mean), Bits(e.Worst), e.FittedMean, e.FittedWorst);
        });
    }

    private static double? Bits(double error) => error > 0 ? Math.Log2(1 / error) : null;
}
