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

            var layers = NetworkMapping.Map(software, options.Mapping, hardware.Encoding == InputEncoding.Spikes, options.Conversion.ConductanceLevels);
            StageChecks.Mapped(software, layers);
            // A layer is let go of when it is compiled: targets of all layers are twice the network.
            var left = new Queue<MappedLayer>(layers);
            var all = layers.Sum(layer => layer.Tiles.Length);
            layers = [];

            using var calibration = new NetworkCalibration(software, images, options.Converters, options.Variation.Seed, hardware, finished);
            var done = 0;
            while (left.TryDequeue(out var mapped))
            {
                var samples = calibration.Reach(mapped.Unrolled);

                var converted = Convert(mapped, samples);
                StageChecks.Converted(mapped, converted, hardware);
                Warn(mapped, converted, options, hardware, diagnostics);

                var programmed = NetworkProgramming.Program(mapped, converted, options.Variation, hardware, keepTargets: finished is null);
                StageChecks.Programmed(mapped, programmed, options.Variation, hardware);
                converted = [];

                var unrolled = mapped.Unrolled;
                done += mapped.Tiles.Length;
                mapped = null;
                calibration.Calibrate(unrolled, [.. programmed.Select(DigitalOffset.Measured)], samples);
            }

            var compiled = calibration.Finish();
            StageChecks.Calibrated(compiled);
            return compiled;

            ImmutableArray<ConvertedTile> Convert(MappedLayer layer, LayerSamples samples)
            {
                var share = progress is null ? null : new ShareOfProgress(progress, done / (double)all, layer.Tiles.Length / (double)all);
                try
                {
                    return NetworkConversion.Convert([layer], samples, options, hardware, share)[0];
                }
                catch (CompilationException failure) when (!TileConverter.NeedsSamples(options))
                {
                    // All layers that cannot be programmed are told of at once.
                    throw new CompilationException([.. failure.Diagnostics, .. left.SelectMany(rest => Refusals(rest))]);
                }
            }

            ImmutableArray<Diagnostic> Refusals(MappedLayer layer)
            {
                try
                {
                    NetworkConversion.Convert([layer], null, options, hardware, null);
                    return [];
                }
                catch (CompilationException failure)
                {
                    return failure.Diagnostics;
                }
            }
        });

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

    private static void Warn(
        MappedLayer layer, ImmutableArray<ConvertedTile> tiles, CompilerOptions options, HardwareDesign hardware, DiagnosticBag? diagnostics)
    {
        // Programming errors would hide what the conversion itself could not reach.
        if (diagnostics is null || ArrayProgrammer.HasErrors(options.Variation))
            return;
        foreach (var warning in ConversionWarnings.Of(layer, tiles, options.Conversion.Method, options.Mapping, hardware))
            diagnostics.Report(warning);
    }
}
