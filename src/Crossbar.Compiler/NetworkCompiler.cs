using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
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
    /// <exception cref="Diagnostics.CompilationException">An array cannot be programmed (CBX0009).</exception>
    public static CompiledNetwork Compile(
        NetworkDesign software, IReadOnlyList<float[]> calibration, CompilerOptions options, IProgress<double>? progress = null)
    {
        var hardware = options.ToHardware();
        var convolutions = Enumerable.Range(0, software.Layers.Length).Where(k => software.Layers[k] is Convolution).ToArray();
        var mapped = convolutions.Select(k => DenseMapping.Map(k, (Convolution)software.Layers[k], options)).ToArray();
        var programmed = Program(mapped, options, hardware, progress);
        var run = new CalibrationRun(software, calibration, options.Seed);
        var compiled = ImmutableArray.CreateBuilder<CompiledLayer>();
        var layers = ImmutableArray.CreateBuilder<Layer>();
        foreach (var layer in software.Layers)
        {
            var chipLayer = layer;
            if (layer is Convolution)
            {
                var (mapping, tiles, samples) = (mapped[compiled.Count], programmed[compiled.Count], run.Sample());
                var crossbars = LayerCalibrator.Calibrate(mapping, tiles, samples, options, hardware);
                compiled.Add(new CompiledLayer(mapping, tiles, samples, crossbars));
                chipLayer = crossbars;
            }

            run.Advance(chipLayer, hardware);
            layers.Add(chipLayer);
        }

        return new CompiledNetwork(software, software with { Hardware = hardware, Layers = layers.ToImmutable() }, compiled.ToImmutable());
    }

    // All arrays of the network in one parallel loop: layers differ too much in size to be the unit of work.
    private static ImmutableArray<ProgrammedTile>[] Program(
        MappedLayer[] layers, CompilerOptions options, HardwareDesign hardware, IProgress<double>? progress)
    {
        var work = layers.SelectMany((layer, l) => layer.Tiles.Select((tile, t) => (Layer: l, Tile: t, Mapped: tile))).ToArray();
        var results = layers.Select(layer => new ProgrammedTile[layer.Tiles.Length]).ToArray();
        var done = 0;
        ParallelFailures.Run(work.Length, k =>
        {
            var (l, t, tile) = work[k];
            var programmed = options.Conversion == ConversionMethod.None
                ? IdealConversion.Convert(tile, hardware)
                : ExactConversion.Convert(layers[l].Source.Name, tile, hardware);
            if (options.ProgrammingSigma > 0)
                programmed = programmed.WithProgrammingError(hardware, options.ProgrammingSigma, RandomSequence.For(options.Seed, layers[l].Index, t));
            results[l][t] = programmed;
            progress?.Report(Interlocked.Increment(ref done) / (double)work.Length);
        });
        return Array.ConvertAll(results, tiles => tiles.ToImmutableArray());
    }
}
