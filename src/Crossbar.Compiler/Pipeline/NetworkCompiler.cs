using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Programming;

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
    /// <exception cref="CompilationException">
    /// Options do not go together (CBX0006), a layer cannot be mapped (CBX0060), an array not be programmed (CBX0009) or not be solved (CBX0027); what was measured of the chip cannot be
    /// read or is of another one (CBX0053, CBX0054, CBX0094).
    /// </exception>
    public static CompiledNetwork Compile(
        NetworkDesign software,
        IReadOnlyList<float[]> images,
        CompilerOptions options,
        IProgress<double>? progress = null,
        DiagnosticBag? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OptionConflict.Of(options).FirstOrDefault() is { } conflict)
            throw new CompilationException(Descriptors.InvalidValue, null, conflict.Names[0], conflict.ValueIn(options), conflict.Reason);
        if (options.Measured.Conductances is not { } folder)
            return CompileDesign(software, images, options, progress, diagnostics);
        // What is in the chip was computed for the chip as it was meant to be, which conversions that look at samples would not find again on the measured one.
        var chip = MeasuredChip.Read(folder);
        var design = CompileDesign(software, images, options.AsDesigned(), progress, diagnostics);
        return Recalibrate(chip.On(design, options.Measured.UnreadableCells, diagnostics), images, options);
    }

    private static CompiledNetwork CompileDesign(
        NetworkDesign software, IReadOnlyList<float[]> images, CompilerOptions options, IProgress<double>? progress, DiagnosticBag? diagnostics) =>
        SolvedCircuits.Run(() =>
        {
            var hardware = options.ToHardware();

            var mapped = NetworkMapping.Map(software, options.Mapping, hardware.Encoding == InputEncoding.Spikes, options.Conversion.ConductanceLevels);
            StageChecks.Mapped(software, mapped);

            // Conversions that look at what a layer sees must wait until the layers before it are calibrated.
            var waits = TileConverter.NeedsSamples(options);
            var all = waits ? [] : NetworkConversion.Convert(mapped, null, options, hardware, progress);

            var calibration = new NetworkCalibration(software, images, options.Converters, options.Variation.Seed, hardware);
            for (var l = 0; l < mapped.Length; l++)
            {
                var samples = calibration.Reach(mapped[l].Unrolled);

                var converted = waits ? NetworkConversion.Convert([mapped[l]], samples, options, hardware, null)[0] : all[l];
                StageChecks.Converted(mapped[l], converted, hardware);
                Warn(mapped[l], converted, options, hardware, diagnostics);

                var programmed = NetworkProgramming.Program(mapped[l], converted, options.Variation, hardware);
                StageChecks.Programmed(mapped[l], programmed, options.Variation, hardware);

                calibration.Calibrate(mapped[l].Unrolled, [.. programmed.Select(DigitalOffset.Measured)], samples);
            }

            var compiled = calibration.Finish();
            StageChecks.Calibrated(compiled);
            return compiled;
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
            var calibration = new NetworkCalibration(chip.Software, images, options.Converters, options.Variation.Seed, chip.Design.Hardware);
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
