using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler;

/// <summary>The pipeline behind the importer: mapping, conversion, programming, calibration.</summary>
public static class NetworkCompiler
{
    /// <summary>Puts a digital network on crossbars.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="calibration">Calibration images, each [C, H, W] flattened and scaled as the network wants them; at least one.</param>
    /// <param name="options">Everything the user can choose.</param>
    /// <param name="progress">Told of the share of arrays that are done, 0 to 1; null for nobody.</param>
    /// <param name="diagnostics">Receives warnings; null for nobody.</param>
    /// <exception cref="CompilationException">A layer cannot be mapped (CBX0060) or an array not be programmed (CBX0009).</exception>
    public static CompiledNetwork Compile(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        CompilerOptions options,
        IProgress<double>? progress = null,
        DiagnosticBag? diagnostics = null)
    {
        var hardware = options.ToHardware();
        var convolutions = Enumerable.Range(0, software.Layers.Length).Where(k => software.Layers[k] is Convolution).ToArray();
        var mapped = Map(software, convolutions, options);
        var samples = SampleCollector.Collect(new CrossbarNetwork(software), mapped, calibration, options.Seed);
        var programmed = Program(mapped, samples, options, hardware, progress);
        Warn(mapped, programmed, options, hardware, diagnostics);
        var layers = ImmutableArray.CreateBuilder<CompiledLayer>();
        for (var k = 0; k < mapped.Length; k++)
        {
            var layer = LayerCalibrator.Calibrate(mapped[k], programmed[k], samples[k], options, hardware);
            layers.Add(new CompiledLayer(mapped[k], programmed[k], samples[k], layer));
        }

        var design = software with
        {
            Hardware = hardware,
            Layers = [.. software.Layers.Select((layer, k) => Array.IndexOf(convolutions, k) is >= 0 and var c ? layers[c].Layer : layer)],
        };
        return new CompiledNetwork(software, design, layers.ToImmutable());
    }

    // Every layer is tried, so that the user sees all that do not fit.
    private static MappedLayer[] Map(NetworkDesign software, int[] convolutions, CompilerOptions options)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var mapped = new List<MappedLayer>();
        foreach (var k in convolutions)
        {
            var layer = (Convolution)software.Layers[k];
            try
            {
                mapped.Add(LayerMapping.Map(k, layer, software.ShapeOf(layer.Inputs[0]), options));
            }
            catch (CompilationException failure)
            {
                errors.AddRange(failure.Diagnostics);
            }
        }

        return errors.Count == 0 ? [.. mapped] : throw new CompilationException(errors.ToImmutable());
    }

    private static void Warn(
        MappedLayer[] layers, ImmutableArray<ProgrammedTile>[] programmed, CompilerOptions options, HardwareDesign hardware, DiagnosticBag? diagnostics)
    {
        for (var l = 0; l < layers.Length && diagnostics is not null && options.ProgrammingSigma == 0; l++)
        {
            foreach (var tile in programmed[l])
            {
                if (TileConverter.Warning(layers[l], tile, options, hardware) is { } warning)
                    diagnostics.Report(warning);
            }
        }
    }

    // All arrays of the network in one parallel loop: layers differ too much in size to be the unit of work.
    private static ImmutableArray<ProgrammedTile>[] Program(
        MappedLayer[] layers, LayerSamples[] samples, CompilerOptions options, HardwareDesign hardware, IProgress<double>? progress)
    {
        var work = layers.SelectMany((layer, l) => layer.Tiles.Select((tile, t) => (Layer: l, Tile: t, Mapped: tile))).ToArray();
        var results = layers.Select(layer => new ProgrammedTile[layer.Tiles.Length]).ToArray();
        var done = 0;
        ParallelFailures.Run(work.Length, k =>
        {
            var (l, t, tile) = work[k];
            var programmed = TileConverter.Convert(layers[l], tile, samples[l], options, hardware);
            if (options.ProgrammingSigma > 0)
                programmed = programmed.WithProgrammingError(hardware, options.ProgrammingSigma, RandomSequence.For(options.Seed, layers[l].Index, t));
            results[l][t] = programmed;
            progress?.Report(Interlocked.Increment(ref done) / (double)work.Length);
        });
        return Array.ConvertAll(results, tiles => tiles.ToImmutableArray());
    }
}
