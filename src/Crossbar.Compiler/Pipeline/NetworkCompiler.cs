using System.Runtime.CompilerServices;
using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Programming;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Pipeline;

/// <summary>The pipeline behind the importer: mapping, conversion, programming, calibration, each stage's result checked.</summary>
public static class NetworkCompiler
{
    /// <summary>Puts a digital network on crossbars.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">Calibration images, each [C, H, W] flattened and scaled as the network wants them; at least one.</param>
    /// <param name="options">Everything the user can choose.</param>
    /// <param name="progress">Told of the share of arrays that are done, 0 to 1; null for nobody.</param>
    /// <param name="diagnostics">Receives warnings; null for nobody.</param>
    /// <param name="finished">
    /// Told of each layer when it is compiled; the network then keeps of it what tables hold, and neither samples, weights, target values nor transfer, which are
    /// several times as much. Not of a network whose conductances were measured. Null for nobody: layers are kept whole.
    /// </param>
    /// <exception cref="CompilationException">
    /// Options do not go together (CBX0006), a layer cannot be mapped (CBX0060), an array not be programmed (CBX0009) or not be solved (CBX0027); what was measured of the chip cannot be
    /// read or is of another one (CBX0053, CBX0054, CBX0094).
    /// </exception>
    public static CompiledNetwork Compile(
        NetworkDesign software,
        IReadOnlyList<float[]> images,
        CompilerOptions options,
        IProgress<double>? progress = null,
        DiagnosticBag? diagnostics = null,
        Action<CompiledLayer>? finished = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OptionConflict.Of(options).FirstOrDefault() is { } conflict)
            throw new CompilationException(Descriptors.InvalidValue, null, conflict.Names[0], conflict.ValueIn(options), conflict.Reason);
        if (options.Measured.Conductances is not { } folder)
            return CompileDesign(software, images, options, progress, diagnostics, finished);
        // What is in the chip was computed for the chip as it was meant to be, which conversions that look at samples would not find again on the measured one.
        var chip = MeasuredChip.Read(folder);
        var design = CompileDesign(software, images, options.AsDesigned(), progress, diagnostics, null);
        return Recalibrate(chip.On(design, options.Measured.UnreadableCells, diagnostics), images, options);
    }

    private static CompiledNetwork CompileDesign(
        NetworkDesign software, IReadOnlyList<float[]> images, CompilerOptions options, IProgress<double>? progress, DiagnosticBag? diagnostics, Action<CompiledLayer>? finished) =>
        SolvedCircuits.Run(() =>
        {
            var hardware = options.ToHardware();

            var layers = new Queue<Func<MappedLayer>>(NetworkMapping.OneByOne(software, options.Mapping, hardware.Encoding == InputEncoding.Spikes, options.Conversion.ConductanceLevels));
            using var calibration = new NetworkCalibration(software, images, options.Converters, options.Variation.Seed, hardware, finished);
            var all = software.Layers.OfType<Convolution>().Sum(layer => (double)layer.Weights.Length);
            var done = 0.0;
            while (Next() is var (unrolled, programmed, samples))
                calibration.Calibrate(unrolled, [.. programmed.Select(DigitalOffset.Measured)], samples);
            var compiled = calibration.Finish();
            StageChecks.Calibrated(compiled);
            return compiled;

            // A method of its own, so that what was mapped is gone before it is calibrated.
            (UnrolledLayer Layer, ImmutableArray<ProgrammedArray> Arrays, LayerSamples Samples)? Next()
            {
                if (!layers.TryDequeue(out var map))
                    return null;
                var (mapped, tiles) = TakenApart(map);
                var samples = calibration.Reach(mapped.Unrolled);
                var programmed = Program(mapped, tiles, samples);
                StageChecks.Programmed(mapped, programmed, options.Variation, hardware);
                return (mapped.Unrolled, programmed, samples);
            }

            ImmutableArray<ProgrammedArray> Program(MappedLayer layer, MappedTile?[] tiles, LayerSamples samples)
            {
                var part = ((Convolution)software.Layers[layer.Index]).Weights.Length;
                var share = progress is null ? null : new ShareOfProgress(progress, done / all, part / all);
                done += part;
                // Programming errors would hide what the conversion itself could not reach.
                var warns = diagnostics is not null && !ArrayProgrammer.HasErrors(options.Variation);
                var worrying = new ConvertedTile?[layer.Tiles.Length];
                try
                {
                    var programmed = NetworkConversion.Convert(layer, tiles, samples, options, hardware, share, (t, converted) =>
                    {
                        StageChecks.Converted(layer, t, converted, hardware);
                        worrying[t] = warns && ConversionWarnings.Concern(converted) ? converted : null;
                        var array = ArrayProgrammer.Program(layer, t, converted, options.Variation, hardware);
                        return finished is null ? array : array with { Target = array.Target.Released() };
                    });
                    foreach (var warning in ConversionWarnings.Of(layer, [.. worrying.OfType<ConvertedTile>()], options.Conversion.Method, options.Mapping, hardware))
                        diagnostics!.Report(warning);
                    return programmed;
                }
                catch (CompilationException failure) when (!TileConverter.NeedsSamples(options))
                {
                    // All layers that cannot be programmed are told of at once.
                    throw new CompilationException([.. failure.Diagnostics, .. layers.SelectMany(rest => Refusals(rest))]);
                }
            }

            ImmutableArray<Diagnostic> Refusals(Func<MappedLayer> map)
            {
                var (layer, tiles) = TakenApart(map);
                try
                {
                    NetworkConversion.Convert(layer, tiles, null, options, hardware, null, (_, converted) => converted.IsConverged);
                    return [];
                }
                catch (CompilationException failure)
                {
                    return failure.Diagnostics;
                }
            }
        });

    // A method of its own, too: the tiles are then all that holds their targets.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (MappedLayer Layer, MappedTile?[] Tiles) TakenApart(Func<MappedLayer> map)
    {
        var mapped = map();
        StageChecks.Mapped(mapped);
        return (mapped.Released(), [.. mapped.Tiles]);
    }

    /// <summary>
    /// Calibrates a chip once more against the currents of its own cells and wires, layer by layer: what makes up for programming errors,
    /// stuck cells and other wires, as far as ranges and first-order fits can (paper, section 4.4).
    /// </summary>
    /// <param name="chip">The chip (<see cref="CompiledNetwork.OnChip(CrossbarOptions)"/>).</param>
    /// <param name="images">Calibration images, as for <see cref="Compile"/>.</param>
    /// <param name="options">Those that it was compiled with.</param>
    public static CompiledNetwork Recalibrate(CompiledNetwork chip, IReadOnlyList<float[]> images, CompilerOptions options) =>
        SolvedCircuits.Run(() =>
        {
            using var calibration = new NetworkCalibration(chip.Software, images, options.Converters, options.Variation.Seed, chip.Design.Hardware);
            foreach (var layer in chip.Layers)
            {
                var samples = calibration.Reach(layer.Unrolled);
                calibration.Calibrate(layer.Unrolled, [.. layer.Arrays.Select(array => DigitalOffset.Measured(array.Programmed))], samples);
            }

            var compiled = calibration.Finish();
            StageChecks.Calibrated(compiled);
            return compiled;
        });
}
