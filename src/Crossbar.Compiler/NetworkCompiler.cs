using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Circuits;
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
    /// <exception cref="CompilationException">
    /// A layer cannot be mapped (CBX0060), an array not be programmed (CBX0009) or not be solved (CBX0027).
    /// </exception>
    public static CompiledNetwork Compile(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        CompilerOptions options,
        IProgress<double>? progress = null,
        DiagnosticBag? diagnostics = null) =>
        SolvedCircuits.Run(() => Run(software, calibration, options, progress, diagnostics));

    private static CompiledNetwork Run(
        NetworkDesign software, IReadOnlyList<float[]> calibration, CompilerOptions options, IProgress<double>? progress, DiagnosticBag? diagnostics)
    {
        var hardware = options.ToHardware();
        var convolutions = Enumerable.Range(0, software.Layers.Length).Where(k => software.Layers[k] is Convolution).ToArray();
        var mapped = Map(software, convolutions, options.Mapping);
        // Conversions that look at what a layer sees must wait until the layers before it are calibrated.
        var programmed = TileConverter.NeedsSamples(options) ? null : Program(mapped, null, options, hardware, progress);
        return Calibrate(software, calibration, options, hardware, mapped, (k, samples) =>
        {
            var tiles = programmed is null ? Program([mapped[k]], samples, options, hardware, null)[0] : programmed[k];
            Warn(mapped[k], tiles, options, hardware, diagnostics);
            return tiles;
        });
    }

    /// <summary>
    /// Calibrates a chip once more against the currents of its own cells and wires, layer by layer: what makes up for programming errors,
    /// stuck cells and other wires, as far as ranges and first-order fits can (paper, section 4.4).
    /// </summary>
    /// <param name="chip">The chip (<see cref="CompiledNetwork.OnChip(CrossbarOptions)"/>).</param>
    /// <param name="calibration">Calibration images, as for <see cref="Compile"/>.</param>
    /// <param name="options">Those that it was compiled with.</param>
    public static CompiledNetwork Recalibrate(CompiledNetwork chip, IReadOnlyList<float[]> calibration, CompilerOptions options) =>
        SolvedCircuits.Run(() => Calibrate(chip.Software, calibration, options, chip.Design.Hardware, [.. chip.Layers.Select(l => l.Mapped)], (k, _) => chip.Layers[k].Tiles));

    // Each layer sees what the layers before it, already calibrated, let through.
    private static CompiledNetwork Calibrate(
        NetworkDesign software,
        IReadOnlyList<float[]> calibration,
        CompilerOptions options,
        HardwareDesign hardware,
        MappedLayer[] mapped,
        Func<int, LayerSamples, ImmutableArray<ProgrammedTile>> tilesOf)
    {
        var run = new CalibrationRun(software, calibration, options.Variation.Seed);
        var compiled = ImmutableArray.CreateBuilder<CompiledLayer>();
        var layers = ImmutableArray.CreateBuilder<Layer>();
        foreach (var layer in software.Layers)
        {
            var chipLayer = layer;
            if (layer is Convolution)
            {
                var mapping = mapped[compiled.Count];
                var samples = run.Sample(mapping);
                var tiles = tilesOf(compiled.Count, samples);
                var crossbars = LayerCalibrator.Calibrate(mapping, tiles, samples, options.Converters, hardware);
                compiled.Add(new CompiledLayer(mapping, tiles, samples, crossbars));
                chipLayer = crossbars;
            }

            run.Advance(chipLayer, hardware);
            layers.Add(chipLayer);
        }

        return new CompiledNetwork(software, software with { Hardware = hardware, Layers = layers.ToImmutable() }, compiled.ToImmutable());
    }

    // Every layer is tried, so that the user sees all that do not fit.
    private static MappedLayer[] Map(NetworkDesign software, int[] convolutions, MappingOptions options)
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

        if (errors.Count > 0)
            throw new CompilationException(errors.ToImmutable());
        return FaultAvoidance.Place([.. mapped], options.FaultMap is { } path ? FaultMap.Read(path) : FaultMap.Empty, options.SpareColumns);
    }

    private static void Warn(
        MappedLayer layer, ImmutableArray<ProgrammedTile> tiles, CompilerOptions options, HardwareDesign hardware, DiagnosticBag? diagnostics)
    {
        // Programming errors would hide what the conversion itself could not reach.
        if (diagnostics is null || options.Variation is { ProgrammingSigma: > 0 } or { StuckOnRate: > 0 } or { StuckOffRate: > 0 })
            return;
        foreach (var warning in ConversionWarnings.Of(layer, tiles, options.Conversion.Method, options.Mapping, hardware))
            diagnostics.Report(warning);
    }

    // All arrays of the network in one parallel loop: layers differ too much in size to be the unit of work.
    private static ImmutableArray<ProgrammedTile>[] Program(
        MappedLayer[] layers, LayerSamples? samples, CompilerOptions options, HardwareDesign hardware, IProgress<double>? progress)
    {
        var work = layers.SelectMany((layer, l) => layer.Tiles.Select((tile, t) => (Layer: l, Tile: t, Mapped: tile))).ToArray();
        var results = layers.Select(layer => new ProgrammedTile[layer.Tiles.Length]).ToArray();
        var voltages = Array.ConvertAll(layers, layer => TileConverter.Voltages(layer, samples, options.Converters, hardware));
        var refusals = new InfeasibleArrayException?[work.Length];
        var done = 0;
        ParallelFailures.Run(work.Length, k =>
        {
            var (l, t, tile) = work[k];
            try
            {
                var programmed = TileConverter.Convert(layers[l], tile, samples, voltages[l], options, hardware);
                results[l][t] = programmed.OnChip(hardware, options.Variation, layers[l].Index, t);
            }
            catch (InfeasibleArrayException refusal)
            {
                refusals[k] = refusal;
            }

            progress?.Report(Interlocked.Increment(ref done) / (double)work.Length);
        });
        // One error a layer, about its weakest array.
        var errors = work.Zip(refusals).Where(pair => pair.Second is not null).GroupBy(pair => pair.First.Layer, pair => pair.Second!)
            .Select(group => group.MinBy(r => r.Outcome.WeakestShare)!.Describe(group.Count(), layers[group.Key].Tiles.Length)).ToImmutableArray();
        return errors.IsEmpty ? Array.ConvertAll(results, tiles => tiles.ToImmutableArray()) : throw new CompilationException(errors);
    }
}
